import { sql } from 'kysely'
import type { TenantTrx } from '../../index.ts'
import { canonicalMoney } from '../money.ts'

/** Stored rollups in a shape that is easy to state in a test: zeros left out, money canonical. */

type Row = Record<string, string | number>

export async function readDays(
  trx: TenantTrx,
  reversals: 'event' | 'order' = 'event',
): Promise<Record<string, Row>> {
  const rows = await trx
    .selectFrom('daily_sales')
    .selectAll()
    .where('reversals', '=', reversals)
    .orderBy('day')
    .execute()
  return Object.fromEntries(
    rows.map(({ day, currency_code: currency, ...row }) => {
      const { tenant_id: _tenant, reversals: _view, entries: _entries, ...figures } = row
      return [`${day} ${currency}`, withoutZeros(figures)]
    }),
  )
}

export async function readProducts(
  trx: TenantTrx,
  reversals: 'event' | 'order' = 'event',
): Promise<Record<string, Row>> {
  const rows = await productRows(trx, reversals)
  return Object.fromEntries(
    rows.map(({ day, product_id, variant_id, currency_code, ...row }) => {
      const { entries: _entries, ...figures } = row
      return [`${day} ${product_id} ${variant_id} ${currency_code}`, withoutZeros(figures)]
    }),
  )
}

interface ProductRow extends Record<string, string | number> {
  day: string
  product_id: string
  variant_id: string
  currency_code: string
  entries: number
}

/** `daily_product_sales` as one view of reversals has it. */
export async function productRows(
  trx: TenantTrx,
  reversals: 'event' | 'order',
): Promise<ProductRow[]> {
  const { rows } = await sql<ProductRow>`
    select day::text as day, product_id::text, variant_id::text, currency_code,
      sum(units)::text as units, sum(returned_units)::text as returned_units,
      sum(gross_sales)::text as gross_sales, sum(discounts)::text as discounts,
      sum(returns)::text as returns, sum(net_sales)::text as net_sales,
      sum(entries)::integer as entries
    from daily_product_sales
    where part = 'event' or ${reversals} = 'order'
    group by day, product_id, variant_id, currency_code
    having sum(entries) <> 0
    order by day
  `.execute(trx)
  return rows
}

/** "customer currency" → "total spent, orders, first order, last order, cohort" */
export async function readCustomers(trx: TenantTrx): Promise<Record<string, string>> {
  const rows = await trx.selectFrom('customer_values').selectAll().orderBy('customer_id').execute()
  return Object.fromEntries(
    rows.map((row) => [
      `${row.customer_id} ${row.currency_code}`,
      [
        canonicalMoney(row.total_spent),
        row.orders_count,
        row.first_order_at.toISOString(),
        row.last_order_at.toISOString(),
        row.cohort_month,
      ].join(', '),
    ]),
  )
}

function withoutZeros(figures: Record<string, string | number>): Row {
  return Object.fromEntries(
    Object.entries(figures)
      .map(([name, value]) => [name, typeof value === 'string' ? canonicalMoney(value) : value])
      .filter(([, value]) => value !== '0' && value !== 0),
  ) as Row
}
