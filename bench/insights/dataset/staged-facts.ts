/**
 * What the rollups are made from, in tables of their own: the facts of each order that counts, with
 * its place among its customer's orders, and their sums by the order's day and the day of what
 * happened later. Sums are of whole cents, which Postgres adds up many times quicker than decimals.
 */

const HAPPENED_LATER = `third in ('return', 'edit', 'adjustment')`

/** Sums of an order's own day, and of the day on which its third row counts when it came later. */
const DAY_SUMS: Readonly<Record<string, readonly [own: string, later: string]>> = {
  units: [
    `pieces + (third = 'second')::int`,
    `case third when 'return' then -pieces when 'edit' then 1 else 0 end`,
  ],
  gross_sales: [
    `paid + discount + case third when 'second' then third_net else 0 end`,
    `case third when 'edit' then third_net else 0 end`,
  ],
  discounts: ['-discount', '0'],
  returns: ['0', `case third when 'edit' then 0 else third_net end`],
  net_sales: [`paid + case third when 'second' then third_net else 0 end`, 'third_net'],
  shipping: ['500', '0'],
  duties: [`case third when 'duty' then third_net else 0 end`, '0'],
  taxes: [`tax + 40 + case third when 'second' then third_tax else 0 end`, 'third_tax'],
  total_sales: [
    `paid + tax + 540 + case when third in ('second', 'duty') then third_net + third_tax else 0 end`,
    'third_net + third_tax',
  ],
  tips: [`case third when 'tip' then third_net else 0 end`, '0'],
  gift_cards: [`case third when 'gift card' then third_net else 0 end`, '0'],
  placed_value: [`paid + case third when 'second' then third_net else 0 end`, '0'],
  entries: [`case when ${HAPPENED_LATER} then 2 else 3 end`, '1'],
}

/** The columns of `bench.sold` that are sums of cents, or of pieces (`units`, `entries`). */
export const SOLD_SUMS = Object.keys(DAY_SUMS)

/** The same of `bench.sold_products`. */
export const PRODUCT_SUMS = [
  'units',
  'returned_units',
  'gross_sales',
  'discounts',
  'returns',
  'entries',
]

const SEGMENT = 'tenant_id, channel, customer_type, presentment, country'

function daySums(part: 0 | 1): string {
  return Object.entries(DAY_SUMS)
    .map(([name, parts]) => `(${parts[part]})::int as ${name}`)
    .join(', ')
}

function sumsOf(names: readonly string[]): string {
  return names.map((name) => `sum(${name}) as ${name}`).join(', ')
}

/** In their order; each a table of schema `bench`. */
export const STAGED_FACTS: Readonly<Record<string, string>> = {
  placed: `
    select f.tenant_id, f.id, (f.processed_at at time zone 'America/New_York')::date as day,
      (least(f.processed_at + f.later, timestamptz '2026-11-26T00:00:00Z')
        at time zone 'America/New_York')::date as later_day,
      f.customer_id, coalesce(f.channel, '') as channel, f.presentment,
      coalesce(f.country, '') as country, p.cohort_month,
      case p.number when 1 then 'new' when 2 then 'returning' when 3 then 'returning'
        else 'guest' end as customer_type,
      f.third, f.pieces::int, f.paid::int, f.discount::int, (f.paid * 8 / 100)::int as tax,
      f.third_net::int, f.third_tax::int, f.first_product::int, f.first_variant::int,
      f.second_product::int, f.second_variant::int
    from bench.facts as f
    left join tidemark.customer_orders as p on p.tenant_id = f.tenant_id and p.order_id = f.id
    where not f.test`,
  sold: `
    select ${SEGMENT}, day, event_day, ${sumsOf(SOLD_SUMS)}
    from (
      select ${SEGMENT}, day, day as event_day, ${daySums(0)} from bench.placed
      union all
      select ${SEGMENT}, day, later_day, ${daySums(1)} from bench.placed where ${HAPPENED_LATER}
    ) as parts
    group by ${SEGMENT}, day, event_day`,
  sold_products: `
    select tenant_id, day, event_day, product_id, variant_id, ${sumsOf(PRODUCT_SUMS)}
    from (
      select tenant_id, day, day as event_day, first_product as product_id,
        first_variant as variant_id, pieces as units, 0 as returned_units,
        paid + discount as gross_sales, -discount as discounts, 0 as returns, 1 as entries
      from bench.placed
      union all
      select tenant_id, day, case third when 'edit' then later_day else day end, second_product,
        second_variant, 1, 0, third_net, 0, 0, 1
      from bench.placed where third in ('second', 'edit')
      union all
      select tenant_id, day, later_day, first_product, first_variant, -pieces, -pieces, 0, 0,
        third_net, 1
      from bench.placed where third = 'return'
    ) as parts
    group by tenant_id, day, event_day, product_id, variant_id`,
}
