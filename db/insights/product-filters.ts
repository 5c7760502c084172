import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'

/** The vendors and types that the shop's products have, by number of products. */
export interface ProductFilters {
  vendor: ProductFilterValue[]
  productType: ProductFilterValue[]
}

interface ProductFilterValue {
  value: string
  products: number
}

/** Of all products that the mirror knows, deleted ones included: their sales are listed too. */
export async function productFilters(trx: TenantTrx): Promise<ProductFilters> {
  const { rows } = await sql<{ property: keyof ProductFilters } & ProductFilterValue>`
    select
      case when grouping(vendor) = 0 then 'vendor' else 'productType' end as property,
      coalesce(vendor, product_type) as value,
      count(*)::int as products
    from products
    group by grouping sets ((vendor), (product_type))
    having coalesce(vendor, product_type) <> ''
    order by products desc, value
  `.execute(trx)
  const found: ProductFilters = { vendor: [], productType: [] }
  for (const { property, value, products } of rows) found[property].push({ value, products })
  return found
}
