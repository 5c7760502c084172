import { sql, type RawBuilder } from 'kysely'
import { moveSpread } from './customer-spread.ts'
import { countsAsSales, placedValue } from './ledger-measures.ts'
import { CUSTOMER_VALUE } from './rollup-tables.ts'
import { currentTenant, names } from './statement.ts'

/** What of a row of `customer_values` decides where `customer_spread` counts it. */
const SPREAD_BY = ['currency_code', 'spent_rank', 'orders_count', 'last_order_at']

/**
 * First and last order and cohort: of the customers of `bounds` from what `resequence` looked at, of the
 * others what they were.
 */
const SPANS = sql`
  placed_spans as materialized (
    select customer_id, min(processed_at) as first_order_at, max(processed_at) as last_order_at,
      min(cohort_month) as cohort_month
    from placed
    group by customer_id
  ),
  spans as (
    select * from spans_before where customer_id not in (select customer_id from bounds)
    union all
    select placed_spans.*
    from placed_spans join bounds using (customer_id)
    where bounds.cohort_month is null
    union all
    select customer_id, was.first_order_at,
      case when bounds.to_at is not null then was.last_order_at
        else coalesce(placed_spans.last_order_at, bounds.before_at) end,
      was.cohort_month
    from bounds
    join spans_before as was using (customer_id)
    left join placed_spans using (customer_id)
    where bounds.cohort_month is not null
  )
`

/**
 * CTEs that add the differences of `facts` to `customer_values`, and move its customers in
 * `customer_spread`. First and last order and the cohort are the customer's over all currencies, so
 * the rows of other currencies take part, with a difference of nothing. Stored rows are written where
 * they were found: nobody else writes any, and looking for each once more, as a conflict, costs a
 * tenth of a drain.
 *
 * `values_written` says which rows have to go (`emptied`); those of a customer without any order left,
 * `values_gone`, are gone already.
 */
export function addCustomerValues(inPlace: boolean): RawBuilder<unknown> {
  return sql`
    value_sums as materialized (
      select customer_id, currency_code,
        coalesce(sum(s.total_amount) filter (where ${countsAsSales}), 0) as total_spent,
        ${placedValue} as placed_value, coalesce(sum(orders), 0)::integer as orders_count
      from facts as s
      where customer_id is not null
      group by customer_id, currency_code
    ),
    values_before as materialized (
      select v.*
      from (select distinct customer_id from value_sums) as concerned
      cross join lateral (
        select ctid as place, customer_id, first_order_at, cohort_month, ${names(SPREAD_BY)}
        from customer_values as one
        where one.customer_id = concerned.customer_id
        offset 0
      ) as v
    ),
    value_facts as (
      select * from value_sums
      union all
      select customer_id, currency_code, 0, 0, 0
      from values_before
      where (customer_id, currency_code) not in (
        select customer_id, currency_code from value_sums
      )
    ),
    spans_before as materialized (
      select distinct customer_id, first_order_at, last_order_at, cohort_month from values_before
    ),
    ${inPlace ? sql`spans as (select * from spans_before)` : SPANS},
    value_spans as materialized (
      select value_facts.*, first_order_at, last_order_at, cohort_month
      from value_facts left join spans using (customer_id)
    ),
    values_gone as (
      delete from customer_values
      where customer_id = any(
        array(select customer_id from value_spans where first_order_at is null)
      )
      returning customer_id, currency_code
    ),
    values_updated as (
      update customer_values as v set
        total_spent = v.total_spent + s.total_spent,
        placed_value = v.placed_value + s.placed_value,
        orders_count = v.orders_count + s.orders_count,
        first_order_at = s.first_order_at,
        last_order_at = s.last_order_at,
        cohort_month = s.cohort_month
      from value_spans as s
      where v.ctid = any(array(select place from values_before))
        and s.customer_id = v.customer_id and s.currency_code = v.currency_code
        and s.first_order_at is not null
        and (
          s.total_spent <> 0 or s.placed_value <> 0 or s.orders_count <> 0
          or (v.first_order_at, v.last_order_at, v.cohort_month)
            is distinct from (s.first_order_at, s.last_order_at, s.cohort_month)
        )
      returning v.customer_id, v.orders_count = 0 as emptied, ${names(SPREAD_BY, 'v')}
    ),
    values_inserted as (
      insert into customer_values as v (tenant_id, ${names(CUSTOMER_VALUE)})
      select ${currentTenant}, ${names(CUSTOMER_VALUE)}
      from value_spans
      where first_order_at is not null and (customer_id, currency_code) not in (
        select customer_id, currency_code from values_before
      )
      order by customer_id
      returning v.customer_id, v.orders_count = 0 as emptied, ${names(SPREAD_BY, 'v')}
    ),
    values_written as materialized (
      select * from values_updated union all select * from values_inserted
    ),
    values_changed as materialized (
      select customer_id, currency_code from values_written
      union all
      select customer_id, currency_code from values_gone
    ),
    spread_written as (${moveSpread(sql`(
      select ${names(SPREAD_BY)}, 1 as weight from values_written where not emptied
      union all
      select ${names(SPREAD_BY)}, -1 from values_before
      where (customer_id, currency_code) in (select customer_id, currency_code from values_changed)
    )`)})
  `
}
