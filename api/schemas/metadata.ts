import { z } from 'zod'
import { Day, Reversals } from './range.ts'

/** What an answer's figures are about: the same for each route that has figures. */
export const Metadata = z
  .object({
    from: Day.nullable().meta({ description: 'null: from the first order on' }),
    to: Day.nullable().meta({ description: 'null: no end, the future included' }),
    timeZone: z.string().meta({ description: 'Whose days they are: the shop’s' }),
    currencyCode: z.string().meta({ description: 'Of the amounts: the shop’s' }),
    reversals: Reversals,
    filters: z
      .record(z.string(), z.string())
      .meta({ description: 'The filters in force, by parameter; empty: none' }),
    definitionsVersion: z
      .string()
      .meta({ description: 'Of the catalogue at /api/definitions that the figures were made by' }),
    fields: z
      .record(z.string(), z.string())
      .meta({ description: 'By field of the answer: the id of its definition' }),
    untold: z.record(z.string(), z.string()).meta({
      description: 'By field of the answer that is null under these filters: why, in a sentence',
    }),
  })
  .meta({ id: 'Metadata' })

export type Metadata = z.infer<typeof Metadata>
