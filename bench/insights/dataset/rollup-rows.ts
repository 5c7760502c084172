import { PRODUCT_SUMS, SOLD_SUMS } from './staged-facts.ts'

/**
 * What fills each rollup, from the staged facts. The definitions are the product's, said once more;
 * the bench lets the product's own verifier compare them for a shop (`verifyRollups`). Each shop's
 * rows lie together, in the order of the key, as a rebuild leaves them.
 */

const COUNTS = new Set(['units', 'entries'])

/** Sums of cents as the amounts of a rollup. */
function amounts(names: readonly string[]): string {
  return names.map((name) => (COUNTS.has(name) ? `sum(${name})` : `sum(${name}) * 0.01`)).join(', ')
}

const BOTH_VIEWS = `cross join (values ('event'), ('order')) as v (reversals)`
const DAY_IN_VIEW = `case reversals when 'event' then event_day else day end`
const MONTH_IN_VIEW = `date_trunc('month', ${DAY_IN_VIEW})::date`

/** `customer_orders` comes before the staged facts, which are made from it. */
export const CUSTOMER_ORDERS = `
  insert into tidemark.customer_orders (tenant_id, order_id, customer_id, processed_at, day,
    currency_code, number, previous_day, second_previous_day, cohort_month)
  select tenant_id, id, customer_id, processed_at, day, 'USD',
    least(3, row_number() over earlier), lag(day) over earlier, lag(day, 2) over earlier,
    date_trunc('month', first_value(day) over earlier)::date
  from (
    select tenant_id, id, customer_id, processed_at,
      (processed_at at time zone 'America/New_York')::date as day
    from tidemark.orders
    where not test and customer_id is not null
  ) as o
  window earlier as (partition by tenant_id, customer_id order by processed_at, id)
  order by tenant_id, id`

export const ROLLUP_ROWS: readonly Readonly<Record<string, string>>[] = [
  {
    daily_segment_sales: `
      insert into tidemark.daily_segment_sales (tenant_id, channel, customer_type,
        presentment_currency_code, country_code, reversals, day, currency_code, orders,
        ${SOLD_SUMS.join(', ')})
      select tenant_id, channel, customer_type, presentment, country, reversals, ${DAY_IN_VIEW},
        'USD', 0, ${amounts(SOLD_SUMS)}
      from bench.sold ${BOTH_VIEWS}
      group by 1, 2, 3, 4, 5, 6, 7
      order by 1, 6, 7;
      update tidemark.daily_segment_sales as d
      set orders = o.orders, entries = entries + o.orders
      from (
        select tenant_id, channel, customer_type, presentment, country, day,
          count(*)::int as orders
        from bench.placed
        group by 1, 2, 3, 4, 5, 6
      ) as o
      where (d.tenant_id, d.channel, d.customer_type, d.presentment_currency_code,
          d.country_code, d.day)
        = (o.tenant_id, o.channel, o.customer_type, o.presentment, o.country, o.day)`,
    daily_sales: `
      insert into tidemark.daily_sales (tenant_id, reversals, day, currency_code, orders,
        ${SOLD_SUMS.join(', ')})
      select tenant_id, reversals, day, currency_code, sum(orders),
        ${SOLD_SUMS.map((name) => `sum(${name})`).join(', ')}
      from tidemark.daily_segment_sales
      group by 1, 2, 3, 4
      order by 1, 2, 3, 4`,
    cohort_months: `
      insert into tidemark.cohort_months (tenant_id, cohort_month, month, currency_code,
        customers, orders, event_net_sales, event_total_sales, order_net_sales,
        order_total_sales, entries)
      select tenant_id, cohort_month, month, 'USD', sum(customers), sum(orders),
        coalesce(sum(net) filter (where reversals = 'event'), 0) * 0.01,
        coalesce(sum(total) filter (where reversals = 'event'), 0) * 0.01,
        coalesce(sum(net) filter (where reversals = 'order'), 0) * 0.01,
        coalesce(sum(total) filter (where reversals = 'order'), 0) * 0.01, sum(entries)
      from (
        select tenant_id, cohort_month, ${MONTH_IN_VIEW} as month, reversals, 0::bigint as customers,
          0::bigint as orders, net, total, entries
        from (
          select tenant_id, cohort_month, day, event_day, sum(net) as net, sum(total) as total,
            sum(entries) as entries
          from (
            select tenant_id, cohort_month, day, day as event_day,
              paid + case third when 'second' then third_net else 0 end as net,
              paid + tax + 540
                + case when third in ('second', 'duty') then third_net + third_tax else 0 end
                as total,
              case when third in ('return', 'edit', 'adjustment') then 2 else 3 end as entries
            from bench.placed where cohort_month is not null
            union all
            select tenant_id, cohort_month, day, later_day, third_net, third_net + third_tax, 1
            from bench.placed
            where cohort_month is not null and third in ('return', 'edit', 'adjustment')
          ) as parts
          group by 1, 2, 3, 4
        ) as by_days
        ${BOTH_VIEWS}
        union all
        select tenant_id, cohort_month, date_trunc('month', day)::date, 'neither',
          count(*) filter (where previous_day is null
            or date_trunc('month', previous_day) < date_trunc('month', day)),
          count(*), 0, 0, count(*)
        from tidemark.customer_orders
        group by 1, 2, 3
      ) as months
      group by 1, 2, 3
      order by 1, 2, 3`,
    daily_ordering: `
      insert into tidemark.daily_ordering (tenant_id, day, orders_of_customers, guest_orders,
        first_orders, second_orders, later_orders)
      select o.tenant_id, o.day, count(p.order_id), count(*) filter (where p.order_id is null),
        count(*) filter (where p.number = 1), count(*) filter (where p.number = 2),
        count(*) filter (where p.number = 3)
      from bench.placed as o
      left join tidemark.customer_orders as p on p.tenant_id = o.tenant_id and p.order_id = o.id
      group by 1, 2
      order by 1, 2`,
    ordering_gaps: `
      insert into tidemark.ordering_gaps (tenant_id, steps, earlier_day, day, orders, second_orders)
      select tenant_id, 1, previous_day, day, count(*), count(*) filter (where number = 2)
      from tidemark.customer_orders where previous_day is not null group by 1, 3, 4
      union all
      select tenant_id, 2, second_previous_day, day, count(*), 0
      from tidemark.customer_orders where second_previous_day is not null group by 1, 3, 4
      order by 1, 2, 3, 4`,
    ordering_gap_months: `
      insert into tidemark.ordering_gap_months (tenant_id, steps, earlier_month, day, orders,
        second_orders)
      select tenant_id, steps, date_trunc('month', earlier_day)::date, day, sum(orders),
        sum(second_orders)
      from tidemark.ordering_gaps
      group by 1, 2, 3, 4
      order by 1, 2, 3, 4`,
  },
  {
    daily_product_sales: `
      insert into tidemark.daily_product_sales (tenant_id, part, day, product_id,
        variant_id, currency_code, units, returned_units, gross_sales, discounts, returns,
        net_sales, entries)
      select tenant_id, part, day, product_id, variant_id, 'USD', units, returned_units,
        gross_sales * 0.01, discounts * 0.01, returns * 0.01,
        (gross_sales + discounts + returns) * 0.01, entries
      from (
        select tenant_id, 'event' as part, event_day as day, product_id, variant_id,
          ${PRODUCT_SUMS.map((name) => `sum(${name}) as ${name}`).join(', ')}
        from bench.sold_products
        group by 1, 2, 3, 4, 5
        union all
        select tenant_id, 'moved', case way when 1 then day else event_day end, product_id,
          variant_id, ${PRODUCT_SUMS.map((name) => `sum(way * ${name})`).join(', ')}
        from bench.sold_products cross join (values (1), (-1)) as ways (way)
        where day <> event_day
        group by 1, 2, 3, 4, 5
      ) as parts
      where ${PRODUCT_SUMS.map((name) => `${name} <> 0`).join(' or ')}
      order by 1, 2, 3, 4, 5`,
    customer_values: `
      insert into tidemark.customer_values (tenant_id, customer_id, currency_code, total_spent,
        placed_value, orders_count, first_order_at, last_order_at, cohort_month)
      select tenant_id, customer_id, 'USD', total_spent * 0.01, placed_value * 0.01, orders,
        first_order_at, last_order_at, cohort_month
      from (
        select tenant_id, customer_id, count(*) as orders, min(cohort_month) as cohort_month,
          sum(paid + tax + 540 + case when third in ('tip', 'gift card') then 0
            else third_net + third_tax end) as total_spent,
          sum(paid + case third when 'second' then third_net else 0 end) as placed_value
        from bench.placed
        where customer_id is not null
        group by 1, 2
      ) as spent
      join (
        select tenant_id, customer_id, min(processed_at) as first_order_at,
          max(processed_at) as last_order_at
        from tidemark.customer_orders
        group by 1, 2
      ) as span using (tenant_id, customer_id)`,
    customer_spread: `
      insert into tidemark.customer_spread (tenant_id, currency_code, measure, bucket, customers)
      select tenant_id, currency_code, measure, bucket, count(*)
      from (
        select *, (10 ^ greatest(length(abs(spent_rank)::text) - 3, 0))::bigint as width
        from tidemark.customer_values
      ) as v
      cross join lateral (
        values
          ('spent', spent_rank - mod(mod(spent_rank, width) + width, width)),
          ('orders', orders_count::bigint),
          ('last_order', floor(extract(epoch from last_order_at) / 86400)::bigint)
      ) as b (measure, bucket)
      group by 1, 2, 3, 4`,
    customer_drift: `
      insert into tidemark.customer_drift (tenant_id, customer_id, currency_code, difference,
        shopify_read_at)
      select c.tenant_id, c.id, 'USD', v.total_spent - c.shopify_amount_spent, c.shopify_read_at
      from tidemark.customers as c
      join tidemark.customer_values as v on v.tenant_id = c.tenant_id and v.customer_id = c.id
      where v.total_spent <> c.shopify_amount_spent`,
  },
]
