import { type Db, inTenant } from '@tidemark/db'
import { sql } from 'kysely'

export type RowCounts = {
  orders: number
  customers: number
  products: number
  variants: number
  lines: number
  sales: number
}

/** Live rows of a shop. */
export async function countRows(db: Db, tenantId: string): Promise<RowCounts> {
  return inTenant(db, tenantId, async (trx) => {
    const { rows } = await sql<Record<keyof RowCounts, string>>`
      select
        (select count(*) from orders where deleted_at is null) as orders,
        (select count(*) from customers where deleted_at is null) as customers,
        (select count(*) from products where deleted_at is null) as products,
        (select count(*) from variants) as variants,
        (select count(*) from order_lines) as lines,
        (select count(*) from sales) as sales
    `.execute(trx)
    const [row] = rows
    if (!row) throw new Error('no counts')
    return {
      orders: Number(row.orders),
      customers: Number(row.customers),
      products: Number(row.products),
      variants: Number(row.variants),
      lines: Number(row.lines),
      sales: Number(row.sales),
    }
  })
}
