import { z } from 'zod'

const DateBasis = z.enum(['event', 'order', 'allTime', 'now'])

/** The query parameters that change what a number counts. */
export const Switch = z.enum([
  'reversals',
  'channel',
  'product',
  'customerType',
  'presentmentCurrency',
  'country',
])

export type Switch = z.infer<typeof Switch>

export const Definition = z
  .object({
    id: z.string().meta({ description: 'What `metadata.fields` of an answer refers to' }),
    name: z.string().meta({ description: 'As it is called on a page' }),
    version: z.int().meta({ description: 'Raised when what is counted changes' }),
    unit: z.enum(['money', 'count', 'rate', 'days', 'day', 'name']),
    sentence: z.string().meta({ description: 'What it means, for a merchant' }),
    formula: z
      .string()
      .meta({ description: 'By the names of other numbers, or of Shopify’s sales agreements' }),
    dateBasis: DateBasis.meta({ description: 'What decides the day; see `dateBases`' }),
    switches: z
      .array(Switch)
      .meta({ description: 'The parameters that change it; see `switches` of the answer' }),
    differsFromShopify: z
      .string()
      .meta({ description: 'Why Shopify’s own report can show another figure' }),
  })
  .meta({ id: 'Definition' })

export type Definition = z.infer<typeof Definition>

const sentences = <Key extends string>(key: z.ZodType<Key, Key>) =>
  z.array(z.object({ id: key, sentence: z.string() }))

/** GET /api/definitions. */
export const DefinitionsResponse = z.object({
  definitionsVersion: z.string().meta({ description: 'Changes whenever any of it does' }),
  definitions: z.array(Definition),
  dateBases: sentences(DateBasis),
  switches: sentences(Switch),
})

export type DefinitionsResponse = z.infer<typeof DefinitionsResponse>
