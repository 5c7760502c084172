import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { Period, Reversals } from './period.ts'
import { lastSold, productDays } from './product-days.ts'
import {
  listSums,
  type ProductMeasures,
  selectProductMeasures,
  sumProducts,
} from './product-measures.ts'
import { shopTerms } from './sales-sums.ts'

export interface ProductVariantsInput {
  productId: string
  range: Period
  reversals: Reversals
  currencyCode: string
}

export interface VariantRow extends ProductMeasures {
  /** 0: lines that name no variant. */
  variantId: string
  /** Null where the mirror has no such variant (any more). */
  title: string | null
  sku: string | null
  /** Today's, in the shop's currency. */
  price: string | null
  /** The last day on which units were sold, whatever the range; null: never. */
  lastSoldOn: string | null
}

/**
 * The variants of a product with their figures in a range, in the shop's order: those without sales
 * too, then those that only sales know of.
 */
export async function productVariants(
  trx: TenantTrx,
  { productId, range, reversals, currencyCode }: ProductVariantsInput,
): Promise<VariantRow[]> {
  const which = sql`product_id = ${productId}::bigint`
  const { rows } = await sql<VariantRow>`
    with ${shopTerms(currencyCode)},
    ${productDays('d', { range, reversals, which })},
    ${lastSold('variant', which)},
    sold as (
      select
        d.variant_id,
        ${sumProducts()}
      from d
      cross join shop
      group by 1
      having sum(d.entries) <> 0
    ),
    listed as (
      select
        ${productId}::bigint as product_id,
        coalesce(v.id, sold.variant_id) as variant_id,
        v.title,
        v.sku,
        v.price,
        v.position,
        ${listSums('sold')}
      from (select * from variants where product_id = ${productId}::bigint) as v
      full join sold on sold.variant_id = v.id
    )
    select
      listed.variant_id::text as "variantId",
      listed.title,
      listed.sku,
      round(listed.price, shop.digits)::text as price,
      last_sold.day::text as "lastSoldOn",
      ${selectProductMeasures('listed')}
    from listed
    cross join shop
    left join last_sold using (product_id, variant_id)
    order by listed.position, listed.variant_id
  `.execute(trx)
  return rows
}
