import {
  type DefinitionId,
  definitionsVersion,
  type Filters,
  type Period,
} from '@tidemark/db/insights'
import type { Metadata, Reversals } from '../schemas/index.ts'

/** By field of an answer: what defines it. */
export type DefinedBy = Readonly<Record<string, DefinitionId>>

/** What the figures of an answer are about. Numbers that no reversal moves say `event`. */
export function toMetadata(input: {
  /** Left out: all time. */
  range?: Period
  terms: { currencyCode: string; timeZone: string }
  reversals?: Reversals
  /** The filters of the query, those left out included. */
  filters?: Filters
  fields: DefinedBy
  /** By field that the filters leave null: why. */
  untold?: Partial<Record<string, string>>
}): Metadata {
  const { range = { from: null, to: null }, terms, reversals = 'event', filters = {} } = input
  return {
    from: range.from,
    to: range.to,
    timeZone: terms.timeZone,
    currencyCode: terms.currencyCode,
    reversals,
    filters: withoutGaps(filters),
    definitionsVersion,
    fields: { ...input.fields },
    untold: withoutGaps(input.untold ?? {}),
  }
}

function withoutGaps(values: object): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined))
}
