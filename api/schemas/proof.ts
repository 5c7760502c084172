import { z } from 'zod'
import { Day, endsAfterItBegins, rangeFields } from './range.ts'

/** GET /api/proof. Both days left out: the last 30 days. */
export const ProofQuery = z.object(rangeFields).superRefine(endsAfterItBegins)

const amount = z
  .string()
  .meta({ description: 'An exact decimal in the day’s currency, or a count' })

/** Fields of /api/orders, which Shopify's report of sales has too. */
export const ProofMetric = z.enum([
  'orders',
  'grossSales',
  'discounts',
  'returns',
  'netSales',
  'shipping',
  'duties',
  'fees',
  'taxes',
  'totalSales',
])

export type ProofMetric = z.infer<typeof ProofMetric>

export const ProvenDay = z
  .object({
    date: Day,
    comparedAt: z.iso.datetime(),
    currencyCode: z.string(),
    differences: z
      .array(
        z.object({
          metric: ProofMetric,
          ours: amount,
          shopify: amount,
          difference: z.string().meta({ description: 'Ours less Shopify’s' }),
        }),
      )
      .meta({ description: 'Empty: all metrics say the same' }),
  })
  .meta({ id: 'ProvenDay' })

export const ProofResponse = z.object({
  state: z.enum(['compared', 'waiting', 'scope', 'customer_data', 'refused']).meta({
    description:
      'compared: the last comparison came about; waiting: it will, after a sync; scope: the connection ' +
      'lacks read_reports; customer_data: the app lacks the approval that reports ask for; refused: ' +
      'Shopify did not understand the question. Days that were compared earlier are listed all the same',
  }),
  sentence: z.string(),
  action: z.string().nullable().meta({ description: 'What to do; null: nothing' }),
  checkedAt: z.iso.datetime().nullable().meta({ description: 'When Shopify was last asked' }),
  range: z.object({ from: Day, to: Day, timeZone: z.string() }),
  comparedDays: z.int(),
  differingDays: z.int(),
  byMetric: z
    .array(z.object({ metric: ProofMetric, differingDays: z.int() }))
    .meta({ description: 'All metrics, also those that never differ' }),
  days: z.array(ProvenDay).meta({
    description:
      'Those of the range that were compared, oldest first: days that are over, each in turn',
  }),
  metadata: z.object({
    definitionsVersion: z.string(),
    fields: z
      .record(z.string(), z.string())
      .meta({ description: 'By metric: its definition’s id' }),
  }),
})

export type ProofResponse = z.infer<typeof ProofResponse>
