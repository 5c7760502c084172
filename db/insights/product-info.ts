import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { Reversals } from './period.ts'
import { lastSoldOn, productState } from './product-order.ts'

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
  { productId, reversals }: { productId: string; reversals: Reversals },
): Promise<ProductInfo | undefined> {
  const { rows } = await sql<ProductInfo>`
    select
      wanted.product_id::text as "productId",
      p.title,
      p.handle,
      p.vendor,
      p.product_type as "productType",
      ${productState} as state,
      ${lastSoldOn('wanted', 'product', reversals)}::text as "lastSoldOn"
    from (select ${productId}::bigint as product_id) as wanted
    left join products p on p.id = wanted.product_id
    where p.id is not null
      or exists (select from daily_product_sales d where d.product_id = wanted.product_id)
  `.execute(trx)
  return rows[0]
}
