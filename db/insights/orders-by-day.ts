import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { ClosedPeriod, Reversals } from './period.ts'
import { type SalesSums, salesOfRow, shopTerms } from './sales-sums.ts'

export interface OrdersByDayInput {
  /** The days that come. */
  range: ClosedPeriod
  /** The days that figures are read of, where these are to face those of the range. */
  compared?: ClosedPeriod | undefined
  /** How much earlier the compared days lie. Default 0. */
  daysEarlier?: number | undefined
  reversals: Reversals
  currencyCode: string
}

export type OrdersOfDay = SalesSums & { date: string; orders: number; units: number }

/**
 * A shop's days, oldest first, those without sales included. A day has one row in each currency, so
 * nothing is grouped but what other currencies add to the counts: of a year, sums in groups were
 * three quarters of the time.
 */
export async function ordersByDay(
  trx: TenantTrx,
  { range, compared = range, daysEarlier = 0, reversals, currencyCode }: OrdersByDayInput,
): Promise<OrdersOfDay[]> {
  const inRange = sql`reversals = ${reversals}
        and day >= ${compared.from}::date and day <= ${compared.to}::date`
  const { rows } = await sql<OrdersOfDay>`
    with ${shopTerms(currencyCode)},
    days as (
      select b::date - ${daysEarlier}::int as day
      from generate_series(
        ${range.from}::date::timestamp, ${range.to}::date::timestamp, interval '1 day'
      ) as b
    ),
    others as (
      select day, sum(orders) as orders, sum(units) as units
      from daily_sales
      where ${inRange} and currency_code <> ${currencyCode}
      group by day
    )
    select
      days.day::text as date,
      (coalesce(d.orders, 0) + coalesce(others.orders, 0))::int as orders,
      (coalesce(d.units, 0) + coalesce(others.units, 0))::int as units,
      ${salesOfRow()}
    from days
    cross join shop
    left join (
      select * from daily_sales where ${inRange} and currency_code = ${currencyCode}
    ) as d on d.day = days.day
    left join others on others.day = days.day
    order by days.day
  `.execute(trx)
  return rows
}
