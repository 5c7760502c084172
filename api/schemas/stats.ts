import { z } from 'zod'
import { Compare, filterFields } from './filters.ts'
import { Metadata } from './metadata.ts'
import { Money } from './money.ts'
import { Day, endsAfterItBegins, rangeFields, Reversals } from './range.ts'

/** GET /api/stats. Both days left out: all time. */
export const StatsQuery = z
  .object({
    ...rangeFields,
    reversals: Reversals.default('event'),
    ...filterFields,
    compare: Compare.default('previous'),
  })
  .superRefine(endsAfterItBegins)

export type StatsQuery = z.infer<typeof StatsQuery>

/** A share of ordering customers. */
export const Rate = z
  .number()
  .nullable()
  .meta({
    description:
      'Between 0 and 1: an exact ratio, rounded to six digits behind the point, a half away from ' +
      'zero; null when nobody ordered',
  })

/** Who ordered in a period. */
export const whoOrdered = {
  orderingCustomers: z.int().meta({ description: 'Distinct customers who ordered' }),
  guestOrders: z.int().meta({ description: 'Orders without a customer' }),
  newCustomers: z.int().meta({ description: 'Customers whose first order ever is in the period' }),
  returningCustomers: z.int().meta({
    description:
      'Customers with an order in the period that is not their first ever; one who orders for ' +
      'the first and the second time in it is both new and returning',
  }),
  returningCustomerRate: Rate,
  repeatPurchaseRate: Rate,
}

/** The figures of one period, as metrics.md defines them. Money is in the shop's currency. */
export const figures = {
  totalRevenue: Money.meta({
    description: 'Total sales: net sales, shipping, duties, fees, taxes',
  }),
  orders: z.int().meta({ description: 'Orders by order date, cancelled ones too, no test orders' }),
  units: z.int().meta({ description: 'Pieces of products sold, less those that came back' }),
  customers: z.int().meta({
    description:
      "The shop's customers that are not deleted, whatever the filters; for an earlier period, " +
      'those of them who existed at its end',
  }),
  averageOrderValue: Money.meta({
    description:
      'Gross sales plus discounts of the placing agreements, divided by orders; 0 without orders',
  }),
  grossSales: Money,
  discounts: Money.meta({ description: 'Negative as a rule' }),
  returns: Money.meta({ description: 'Sales reversals, negative as a rule' }),
  netSales: Money.meta({ description: 'Gross sales + discounts + returns' }),
  shipping: Money,
  duties: Money,
  fees: Money,
  taxes: Money.meta({ description: 'Without the tax of tips and gift cards' }),
  tips: Money.meta({ description: 'Not part of total revenue' }),
  tipTaxes: Money,
  giftCards: Money.meta({ description: 'Not part of total revenue' }),
  giftCardTaxes: Money,
  ...whoOrdered,
}

export const StatsResponse = z.object({
  range: z
    .object({ from: Day.nullable(), to: Day.nullable(), timeZone: z.string() })
    .nullable()
    .meta({ description: 'null: all time. An end that was left out is null, which means open' }),
  ...figures,
  previous: z
    .object({ from: Day, to: Day, ...figures })
    .nullable()
    .meta({ description: 'The period of the same number of days just before; null if open-ended' }),
  year: z
    .object({ from: Day, to: Day, ...figures })
    .nullable()
    .meta({ description: 'The same days one year earlier; null where it was not asked for' }),
  otherCurrencies: z
    .array(z.object({ currencyCode: z.string(), totalRevenue: Money, orders: z.int() }))
    .meta({ description: 'Sales made in a currency that the shop no longer uses, never added up' }),
  ledger: z
    .object({ orders: z.int(), unbalanced: z.int() })
    .meta({ description: 'Of all orders: whose ledger does not add up to their current total' }),
  lastSyncedAt: z.iso.datetime().nullable(),
  metadata: Metadata,
})

export type StatsResponse = z.infer<typeof StatsResponse>
