import { type RawBuilder, sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { ProductSalesPart } from '../schema/index.ts'
import { PRODUCT_SUMS } from './rollup-tables.ts'
import { currentTenant, names, shopZone } from './statement.ts'
import { lockTenantPart } from './tenant-lock.ts'

const KEY = ['part', 'product_id', 'variant_id', 'currency_code']

/** The columns of `product_months` behind the month, in the order of `monthOfProducts`. */
export const PRODUCT_MONTH: readonly string[] = [...KEY, ...PRODUCT_SUMS, 'last_sold_on']

/** What a month of `daily_product_sales` adds up to: of what moves inside the month, to nothing. */
export function monthOfProducts(firstDay: RawBuilder<unknown>): RawBuilder<unknown> {
  const sums = PRODUCT_SUMS.map((name) => sql`sum(${sql.ref(name)}) as ${sql.ref(name)}`)
  const differs = PRODUCT_SUMS.map((name) => sql`sum(${sql.ref(name)}) <> 0`)
  return sql`
    select ${names(KEY)}, ${sql.join(sums)},
      max(day) filter (where part = 'event' and units > returned_units) as last_sold_on
    from daily_product_sales
    where part in ('event', 'moved')
      and day >= ${firstDay} and day < (${firstDay} + interval '1 month')::date
    group by ${names(KEY)}
    having ${sql.join(differs, sql` or `)}
  `
}

export interface FoldLimits {
  /** Months in one transaction. Default 6. */
  maxMonths?: number
  /**
   * How long a month that changes again and again is left to its days, hours: folding the month of
   * a large shop takes a second. Default 6.
   */
  restHours?: number
}

/**
 * Adds the product sales of months that are over up, those that were never or that changed since.
 * Returns how many were. Call until that is less than `maxMonths`, each time in a transaction of its
 * own; what is not folded yet is as right, and slower to read.
 */
export async function foldProductMonths(
  trx: TenantTrx,
  { maxMonths = 6, restHours = 6 }: FoldLimits = {},
): Promise<number> {
  const { rows } = await sql<{ month: string }>`
    select month::text
    from (
      select m.month::date as month
      from (
        select min(day) as first_day, max(day) as last_day
        from (
          ${endOf('event', 'asc')} union all ${endOf('moved', 'asc')}
          union all ${endOf('event', 'desc')} union all ${endOf('moved', 'desc')}
        ) as ends
      ) as days
      cross join lateral generate_series(
        date_trunc('month', first_day::timestamp),
        least(
          last_day::timestamp,
          date_trunc('month', now() at time zone ${shopZone}) - interval '1 month'
        ),
        interval '1 month'
      ) as m (month)
      where not exists (select from folded_months f where f.month = m.month::date)
      union all
      select month from folded_months
      where stale and folded_at <= now() - make_interval(hours => ${restHours}::int)
    ) as due
    order by month
    limit ${maxMonths}
  `.execute(trx)
  if (rows.length === 0) return 0
  // Drains wait, so that no day changes meanwhile.
  await lockTenantPart(trx, 'rollups')
  for (const { month } of rows) await fold(trx, month)
  return rows.length
}

const endOf = (part: ProductSalesPart, way: 'asc' | 'desc'): RawBuilder<unknown> => sql`(
  select day from daily_product_sales where part = ${part} order by day ${sql.raw(way)} limit 1
)`

async function fold(trx: TenantTrx, month: string): Promise<void> {
  await sql`
    delete from product_months where part in ('event', 'moved') and month = ${month}::date
  `.execute(trx)
  await sql`
    insert into product_months (tenant_id, month, ${names(PRODUCT_MONTH)})
    select ${currentTenant}, ${month}::date, added.*
    from (${monthOfProducts(sql`${month}::date`)}) as added
    order by ${names(KEY)}
  `.execute(trx)
  await sql`
    insert into folded_months (tenant_id, month) values (${currentTenant}, ${month}::date)
    on conflict (tenant_id, month) do update set folded_at = now(), stale = false
  `.execute(trx)
}

/**
 * A CTE of the drain that says of the months of these differences, rows of `daily_product_sales`, that
 * only their days are right.
 */
export function markStaleMonths(differences: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    stale_months as (
      update folded_months as f set stale = true
      from (
        select distinct date_trunc('month', day::timestamp)::date as month
        from ${differences} as d
        where exists (select from folded_months where not stale)
      ) as touched
      where f.month = touched.month and not f.stale
    )
  `
}
