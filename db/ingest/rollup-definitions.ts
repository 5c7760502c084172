import { sql, type RawBuilder } from 'kysely'
import { ledgerByDay, orderCounts, ordersByDay, type DaySelection } from './ledger-days.ts'
import { countsAsSales, DAY_MEASURES, PRODUCT_MEASURES, selectMeasures } from './ledger-measures.ts'
import { idArray, names } from './statement.ts'

/** A rollup: its table, what identifies a row, and the columns that `fresh` selects, in order. */
export interface Rollup<Selection> {
  table: 'daily_sales' | 'daily_product_sales' | 'customer_values'
  key: readonly string[]
  columns: readonly string[]
  /** What the rows must be, from the ledger alone. */
  fresh: (selection: Selection) => RawBuilder<unknown>
}

/** Customers to compute, by id, or all. */
export interface CustomerSelection {
  /** The shop's time zone. */
  zone: string
  customers: readonly string[] | 'all'
}

/**
 * One row for each view of reversals, day and currency on which anything counted. Orders and
 * `placed_value` lie on the order date in both views.
 */
export const DAILY_SALES: Rollup<DaySelection> = {
  table: 'daily_sales',
  key: ['reversals', 'day', 'currency_code'],
  columns: ['reversals', 'day', 'currency_code', 'orders', ...Object.keys(DAY_MEASURES)],
  fresh: (selection) => sql`
    select reversals, day, currency_code, coalesce(placed.orders, 0) as orders, ${sql.join(
      Object.keys(DAY_MEASURES).map(
        (name) => sql`coalesce(${sql.ref(name)}, 0) as ${sql.ref(name)}`,
      ),
    )}
    from (
      select s.reversals, s.day, s.currency_code, ${selectMeasures(DAY_MEASURES)}
      from (${ledgerByDay(selection)}) as s
      group by s.reversals, s.day, s.currency_code
    ) as sold
    full join (
      select reversals, day, currency_code, count(*)::integer as orders
      from (${ordersByDay(selection)}) as o
      cross join (values ('event'), ('order')) as both_views (reversals)
      group by reversals, day, currency_code
    ) as placed using (reversals, day, currency_code)
  `,
}

/**
 * PRODUCT rows by day and variant, gift cards excluded. Product or variant 0 stands for what is
 * no longer known (custom lines, deleted products), so that the products of a day add up to it.
 */
export const DAILY_PRODUCT_SALES: Rollup<DaySelection> = {
  table: 'daily_product_sales',
  key: ['reversals', 'day', 'product_id', 'variant_id', 'currency_code'],
  columns: [
    'reversals',
    'day',
    'product_id',
    'variant_id',
    'currency_code',
    ...Object.keys(PRODUCT_MEASURES),
  ],
  fresh: (selection) => sql`
    select
      s.reversals, s.day,
      coalesce(s.product_id, 0) as product_id, coalesce(s.variant_id, 0) as variant_id,
      s.currency_code, ${selectMeasures(PRODUCT_MEASURES)}
    from (${ledgerByDay(selection)}) as s
    where s.line_type = 'PRODUCT'
    group by 1, 2, 3, 4, 5
  `,
}

/**
 * One row for each customer and currency: total sales and number of the orders made in it. First
 * and last order and the cohort (month of the first order in the shop's zone) are the customer's,
 * over all currencies. A customer who was deleted or merged away has no row.
 */
export const CUSTOMER_VALUES: Rollup<CustomerSelection> = {
  table: 'customer_values',
  key: ['customer_id', 'currency_code'],
  columns: [
    'customer_id',
    'currency_code',
    'total_spent',
    'orders_count',
    'first_order_at',
    'last_order_at',
    'cohort_month',
  ],
  fresh: ({ zone, customers }) => sql`
    select
      customer_id, currency_code, total_spent, orders_count, first_order_at, last_order_at,
      date_trunc('month', first_order_at at time zone ${zone}::text)::date as cohort_month
    from (
      select
        o.customer_id,
        o.currency_code,
        sum(spent.total) as total_spent,
        count(*)::integer as orders_count,
        min(min(o.processed_at)) over (partition by o.customer_id) as first_order_at,
        max(max(o.processed_at)) over (partition by o.customer_id) as last_order_at
      from orders as o
      cross join lateral (
        select coalesce(sum(s.total_amount), 0) as total
        from sales as s
        where s.order_id = o.id and ${countsAsSales}
      ) as spent
      where ${orderCounts}
        and ${customers === 'all' ? sql`o.customer_id is not null` : sql`o.customer_id = any(${idArray(customers)})`}
        and not exists (
          select from customers as c where c.id = o.customer_id and c.deleted_at is not null
        )
      group by o.customer_id, o.currency_code
    ) as by_currency
  `,
}

/** The rows of a rollup as they should be, as a table expression. */
export function freshRows<Selection>(rollup: Rollup<Selection>, selection: Selection) {
  return sql`(select ${names(rollup.columns)} from (${rollup.fresh(selection)}) as computed)`
}
