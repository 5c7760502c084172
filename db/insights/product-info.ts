import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { lastSold } from './product-days.ts'
import { productState } from './product-order.ts'

/** One product, as the mirror has it; what the mirror doesn't know is null. */
export interface ProductInfo {
  productId: string
  title: string | null
  handle: string | null
  vendor: string | null
  productType: string | null
  /** Shopify's status in small letters, `deleted`, or `unknown` where the mirror has no such product. */
  state: string
  /** The last day on which units were sold; null: never. */
  lastSoldOn: string | null
}

/** Undefined: neither the mirror nor any sale knows of it. Product 0 stands for what names none. */
export async function productInfo(
  trx: TenantTrx,
  { productId }: { productId: string },
): Promise<ProductInfo | undefined> {
  const { rows } = await sql<ProductInfo>`
    with ${lastSold('product', sql`product_id = ${productId}::bigint`)}
    select
      wanted.product_id::text as "productId",
      p.title,
      p.handle,
      p.vendor,
      p.product_type as "productType",
      ${productState} as state,
      last_sold.day::text as "lastSoldOn"
    from (select ${productId}::bigint as product_id) as wanted
    left join products p on p.id = wanted.product_id
    left join last_sold on true
    where p.id is not null or exists (select from ever)
  `.execute(trx)
  return rows[0]
}
