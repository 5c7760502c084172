import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { minorDigits } from './money.ts'
import type { Reversals } from './period.ts'

export interface CustomerMonth {
  /** First day of the month, YYYY-MM-DD. */
  month: string
  orders: number
  /** Of the customer, in the month. */
  totalSales: string
  /** Total sales from the first order to the month's end. */
  lifetimeValue: string
}

export interface CustomerHistoryInput {
  customerId: string
  currencyCode: string
  timeZone: string
  reversals: Reversals
  /** YYYY-MM-DD: its month is the last one. */
  today: string
}

/**
 * How a customer's lifetime value came about, month by month in the shop's zone, from the first order
 * in the shop's currency on; months without a sale included.
 */
export async function customerHistory(
  trx: TenantTrx,
  { customerId, currencyCode, timeZone, reversals, today }: CustomerHistoryInput,
): Promise<CustomerMonth[]> {
  const digits = minorDigits(currencyCode)
  const { rows } = await sql<CustomerMonth>`
    with placed as (
      select o.tenant_id, o.id, o.processed_at
      from orders o
      where o.customer_id = ${customerId}::bigint
        and o.currency_code = ${currencyCode}
        and o.deleted_at is null
        and not o.test
    ),
    counted as (
      select o.processed_at as at, 1 as orders, 0 as amount from placed o
      union all
      select
        case when ${reversals} = 'order' then o.processed_at else s.counted_at end,
        0,
        s.total_amount
      from placed o
      join sales s on s.tenant_id = o.tenant_id and s.order_id = o.id
      where s.line_type not in ('TIP', 'GIFT_CARD')
    ),
    monthly as (
      select date_trunc('month', at at time zone ${timeZone}) as month,
        sum(orders) as orders, sum(amount) as amount
      from counted
      group by 1
    )
    select
      m.month::date::text as month,
      coalesce(monthly.orders, 0)::int as orders,
      round(coalesce(monthly.amount, 0), ${digits}::int)::text as "totalSales",
      round(coalesce(sum(monthly.amount) over (order by m.month), 0), ${digits}::int)::text
        as "lifetimeValue"
    from generate_series(
      (select min(month) from monthly),
      greatest(
        date_trunc('month', ${today}::date::timestamp), (select max(month) from monthly)
      ),
      interval '1 month'
    ) as m (month)
    left join monthly on monthly.month = m.month
    order by m.month
  `.execute(trx)
  return rows
}
