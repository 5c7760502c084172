import { definitions } from '@tidemark/db/insights'
import type { DefinedBy } from '../figures/metadata.ts'
import type { Money } from '../schemas/index.ts'
import type { Columns } from './table.ts'

type Figure = Money | number | string | null | undefined

/** Columns of figures: named as in the JSON answer, explained by the catalogue of definitions. */
export function figureColumns<Fields extends DefinedBy>(
  fields: Fields,
): Columns<{ [Name in keyof Fields]?: Figure }> {
  return Object.fromEntries(
    Object.entries(fields).map(([name, id]) => [
      name,
      {
        doc: definitions[id].sentence,
        value: (row: { [Name in keyof Fields]?: Figure }) => {
          const figure = row[name]
          return typeof figure === 'object' && figure !== null ? figure.amount : figure
        },
      },
    ]),
  )
}

/** The currency of a row's amounts, which are never added up over several. */
export const CURRENCY_DOC = 'Of the amounts: ISO 4217'
