import type { CoverageGapCode } from '../schema/sync-coverage.ts'

/** What a sync stored (see `schema/sync-coverage.ts`), and what is found when it is read. */
export type GapCode = CoverageGapCode | 'rejected' | 'redacted' | 'not_read_yet'

/** A part of an entity that the mirror lacks, in words for a merchant. */
export interface ExplainedGap {
  code: GapCode
  /** Path of the field or scope; null where all of the entity is meant. */
  field: string | null
  /** Objects, where they can be counted. */
  count: number | null
  sentence: string
  /** What can be done about it; null when nothing can or need be. */
  action: string | null
}

type Entity = 'orders' | 'customers' | 'products'
type Gap = { code: GapCode; field?: string | null; count?: number }

/** Gives a gap its words. */
export function explainGap(entity: Entity, gap: Gap): ExplainedGap {
  const { code, field = null, count = null } = gap
  return { code, field, count, ...WORDS[code]({ entity, field, count: count ?? 0 }) }
}

type Words = Pick<ExplainedGap, 'sentence' | 'action'>
type Facts = { entity: Entity; field: string | null; count: number }

const WORDS: Record<GapCode, (facts: Facts) => Words> = {
  sixty_days: () => ({
    sentence: 'Shopify shows this app only the orders of the last 60 days.',
    action: 'Give the app the scope read_all_orders, then resync the orders.',
  }),
  no_access: ({ entity, field }) => ({
    sentence: `Shopify does not let this app read ${field ?? entity}.`,
    action: 'Give the app the scope or the access to customer data that is missing, then sync.',
  }),
  refused: ({ entity, field }) => ({
    sentence: `Shopify refused ${field ?? entity}, so it is left out.`,
    action: `If this lasts, resync the ${entity}; if it lasts even then, report it.`,
  }),
  not_compared: ({ entity }) => ({
    sentence: `The ${entity} could not be compared with Shopify's: one deleted there may still count here.`,
    action: 'Nothing: a later sync compares them again.',
  }),
  rejected: ({ entity, count }) => ({
    sentence: `${countOf(entity, count)} could not be stored and ${count === 1 ? 'is' : 'are'} set aside.`,
    action: 'They are tried again after an upgrade of Tidemark, or at once on request.',
  }),
  redacted: ({ count }) => ({
    sentence: `The customer of ${countOf('orders', count)} was deleted or redacted at Shopify.`,
    action: null,
  }),
  not_read_yet: ({ entity }) => ({
    sentence: `The ${entity} have not been read to the end yet.`,
    action: 'Nothing while a sync runs; otherwise sync the shop.',
  }),
}

/** "1 order", "12 orders" */
const countOf = (entity: Entity, count: number): string =>
  `${count} ${count === 1 ? entity.slice(0, -1) : entity}`
