import { type RawBuilder, sql } from 'kysely'
import type { ProductSalesPart } from '../schema/index.ts'
import type { Period, Reversals } from './period.ts'

interface ProductDaysInput {
  range: Period
  reversals: Reversals
  /** A condition on columns that both tables have. */
  which?: RawBuilder<unknown>
}

/**
 * Which rows of product sales make up a view of reversals, added up: see `ProductSalesPart`.
 */
export function isInView(reversals: Reversals): RawBuilder<unknown> {
  return reversals === 'event' ? sql`part = 'event'` : sql`part in ('event', 'moved')`
}

/**
 * The CTE `name`: product sales of a range, from the months that are added up (`product_months`) and
 * from the days of all others. To be added up: what counts where has `entries` that are not 0.
 */
export function productDays(
  name: string,
  { range, reversals, which = sql`true` }: ProductDaysInput,
): RawBuilder<unknown> {
  const months = sql.id(`${name}_months`)
  const columns = sql`p.product_id, p.variant_id, p.currency_code, p.units, p.returned_units,
        p.gross_sales, p.discounts, p.returns, p.net_sales, p.entries`
  return sql`
    ${months} as materialized (
      select
        m.month,
        greatest(m.month, ends.first_day) as first_day,
        least(m.last_day, ends.last_day) as last_day,
        ${inside(range)} and exists (
          select from folded_months f where f.month = m.month and not f.stale
        ) as folded
      from (select ${firstDay(range, reversals)} as first_day, ${lastDay(range, reversals)} as last_day)
        as ends
      cross join lateral (
        select month::date as month, (month + interval '1 month')::date - 1 as last_day
        from generate_series(
          date_trunc('month', ends.first_day::timestamp), ends.last_day, interval '1 month'
        ) as month
      ) as m
    ),
    ${sql.id(name)} as not materialized (
      select ${columns}, p.last_sold_on
      from ${months} as months
      cross join lateral (
        select * from product_months
        where ${isInView(reversals)} and month = months.month and ${which}
        offset 0
      ) as p
      where months.folded
      union all
      select ${columns}, case when p.part = 'event' and p.units > p.returned_units then p.day end
      from ${months} as months
      cross join lateral (
        select * from daily_product_sales
        where ${isInView(reversals)} and day between months.first_day and months.last_day and ${which}
        offset 0
      ) as p
      where not months.folded
    )`
}

/**
 * The CTE `last_sold`: on which day units of each product or variant were last sold, whatever the
 * range, by the days on which sales happen.
 */
export function lastSold(
  by: 'product' | 'variant',
  which?: RawBuilder<unknown>,
): RawBuilder<unknown> {
  const allTime = { range: { from: null, to: null }, reversals: 'event' as const }
  return sql`${productDays('ever', which === undefined ? allTime : { ...allTime, which })},
    last_sold as (
      select
        ever.product_id,
        ${by === 'variant' ? sql`ever.variant_id` : sql`0::bigint`} as variant_id,
        max(ever.last_sold_on) as day
      from ever
      group by 1, 2
    )`
}

/** Whether all of a month lies in the range; a range that is open goes on with the sales. */
function inside({ from, to }: Period): RawBuilder<unknown> {
  return sql`m.month >= coalesce(${from}::date, '-infinity')
          and m.last_day <= coalesce(${to}::date, 'infinity')`
}

function firstDay({ from }: Period, reversals: Reversals): RawBuilder<unknown> {
  const ends = endsOf(reversals, sql`order by day`)
  return sql`greatest(${from}::date, least(${ends}))`
}

function lastDay({ to }: Period, reversals: Reversals): RawBuilder<unknown> {
  const ends = endsOf(reversals, sql`order by day desc`)
  return sql`least(${to}::date, greatest(${ends}))`
}

/** The first or the last day of each part. */
function endsOf(reversals: Reversals, order: RawBuilder<unknown>): RawBuilder<unknown> {
  const parts: readonly ProductSalesPart[] = reversals === 'event' ? ['event'] : ['event', 'moved']
  return sql.join(
    parts.map(
      (part) => sql`(
        select day from daily_product_sales where part = ${part} ${order} limit 1
      )`,
    ),
  )
}
