import { z } from 'zod'
import { ConnectionResponse } from './connection.ts'
import { Money } from './money.ts'
import { Day, endsAfterItBegins, rangeFields, Reversals } from './range.ts'
import { figures } from './stats.ts'
import { Run } from './sync.ts'

/** A year and a leap day: hundreds of shops answer with a figure for each day. */
const MOST_DAYS = 366

/** GET /api/shops/overview. */
export const ShopsQuery = z
  .object({ ...rangeFields, reversals: Reversals.default('event') })
  .superRefine(endsAfterItBegins)
  .superRefine(({ from, to }, context) => {
    if ((from === undefined) !== (to === undefined)) {
      const path = [from === undefined ? 'from' : 'to']
      const message = 'must be given too: shops in different zones share no today'
      context.addIssue({ code: 'custom', path, message })
    } else if (from && to && Date.parse(to) - Date.parse(from) >= MOST_DAYS * 86_400_000) {
      const message = `must lie at most ${MOST_DAYS} days before \`to\``
      context.addIssue({ code: 'custom', path: ['from'], message })
    }
  })

export type ShopsQuery = z.infer<typeof ShopsQuery>

const { totalRevenue, orders, orderingCustomers } = figures
const sums = { totalRevenue, orders, orderingCustomers }

const CurrencySums = z.object({ currencyCode: z.string(), totalRevenue: Money, orders: z.int() })

/** A shop's figures and what state it is in, read in one moment. */
export const ShopReading = z
  .object({
    status: z.enum(['active', 'paused', 'needs_attention', 'removed']),
    currencyCode: z.string().nullable().meta({ description: 'null until a sync has read it' }),
    timeZone: z.string().nullable().meta({ description: 'null until a sync has read it' }),
    range: z
      .object({ from: Day, to: Day })
      .meta({ description: 'As asked for; else the last 30 days in the shop’s own zone' }),
    ...sums,
    otherCurrencies: z.array(CurrencySums).meta({
      description:
        'Sales of the range in a currency that the shop no longer uses. `orders` above counts those ' +
        'too; money is never added up',
    }),
    previous: z
      .object({ from: Day, to: Day, ...sums, otherCurrencies: z.array(CurrencySums) })
      .nullable()
      .meta({ description: 'The same number of days just before; null where the calendar ends' }),
    dailyRevenue: z.array(z.string()).meta({
      description: 'Total revenue of each day of the range in the shop’s currency: exact decimals',
    }),
    lastSyncedAt: z.iso.datetime().nullable().meta({
      description: 'How fresh the figures are: when the last sync ended that got through',
    }),
    sync: Run.pick({ trigger: true, state: true, startedAt: true, finishedAt: true, error: true })
      .nullable()
      .meta({ description: 'The newest sync, which may be running; null: there was none' }),
    connection: ConnectionResponse.pick({ state: true, trouble: true }),
  })
  .meta({ id: 'ShopReading' })

export type ShopReading = z.infer<typeof ShopReading>

export const ShopRow = z
  .object({
    id: z.string(),
    shopDomain: z.string(),
    name: z.string(),
    failure: z.string().nullable().meta({ description: 'Why there is no reading, in a sentence' }),
    reading: ShopReading.nullable().meta({ description: 'null: the shop could not be read' }),
  })
  .meta({ id: 'ShopRow' })

export type ShopRow = z.infer<typeof ShopRow>

const totals = {
  totalRevenue: Money,
  orders: z.int(),
  orderingCustomers: z.int().meta({
    description: 'Of the shops whose currency it is; who ordered in two shops counts twice',
  }),
}

export const CurrencyTotal = z
  .object({
    currencyCode: z.string(),
    shops: z.int().meta({ description: 'Shops that were read and whose currency it is' }),
    ...totals,
    previous: z.object(totals),
  })
  .meta({ id: 'CurrencyTotal' })

export type CurrencyTotal = z.infer<typeof CurrencyTotal>

export const ShopsResponse = z.object({
  shops: z.array(ShopRow).meta({ description: 'All shops of the account, by name' }),
  failed: z.int().meta({ description: 'Shops that could not be read, which are in no total' }),
  totals: z.array(CurrencyTotal).meta({
    description: 'By currency, of the shops that were read: two currencies are never added up',
  }),
  metadata: z.object({
    reversals: Reversals,
    definitionsVersion: z.string(),
    fields: z.record(z.string(), z.string()).meta({
      description: 'By field of a reading or a total: the id of its definition',
    }),
  }),
})

export type ShopsResponse = z.infer<typeof ShopsResponse>
