import { sql } from 'kysely'
import type { TenantTrx } from '../../index.ts'

const TABLES = [
  'orders',
  'order_lines',
  'sales',
  'refunds',
  'customers',
  'products',
  'variants',
  'rejected_rows',
  'daily_sales',
  'daily_product_sales',
  'daily_segment_sales',
  'customer_values',
  'customer_orders',
  'daily_ordering',
  'ordering_gaps',
  'ordering_gap_months',
  'cohort_months',
  'dirty_orders',
  'dirty_customers',
  'uncompared_customers',
  'counted_orders',
  'counted_sales',
]

/**
 * Where every row lies and who wrote or locked it last. Equal before and after means that Postgres
 * wrote nothing: no new version, no row lock, no dead row.
 */
export async function physicalRows(trx: TenantTrx): Promise<string[]> {
  const all: string[] = []
  for (const table of TABLES) {
    const { rows } = await sql<{ place: string }>`
      select concat_ws(' ', ${table}::text, ctid, xmin, xmax) as place
      from ${sql.table(table)}
      order by 1
    `.execute(trx)
    all.push(...rows.map((row) => row.place))
  }
  return all
}
