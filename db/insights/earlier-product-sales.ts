import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { ClosedPeriod, Reversals } from './period.ts'
import { productDays } from './product-days.ts'
import {
  listSums,
  type ProductMeasures,
  selectProductMeasures,
  sumProducts,
} from './product-measures.ts'
import { shopTerms } from './sales-sums.ts'

export interface EarlierProductSalesInput {
  period: ClosedPeriod
  reversals: Reversals
  currencyCode: string
  by: 'product' | 'variant'
  /** Those of a page. */
  rows: readonly { productId: string; variantId: string }[]
}

/** What the products or variants of a page sold in another period, in the same order. */
export async function earlierProductSales(
  trx: TenantTrx,
  { period, reversals, currencyCode, by, rows: wanted }: EarlierProductSalesInput,
): Promise<ProductMeasures[]> {
  const productIds = wanted.map(({ productId }) => productId)
  const variantIds = wanted.map(({ variantId }) => variantId)
  const which = sql`product_id = any(${productIds}::bigint[])`
  const { rows } = await sql<ProductMeasures>`
    with ${shopTerms(currencyCode)},
    ${productDays('d', { range: period, reversals, which })},
    sold as (
      select
        d.product_id,
        ${by === 'variant' ? sql`d.variant_id` : sql`0::bigint`} as variant_id,
        ${sumProducts()}
      from d
      cross join shop
      group by 1, 2
    ),
    listed as (
      select w.place, ${listSums('sold')}
      from unnest(${productIds}::bigint[], ${variantIds}::bigint[]) with ordinality
        as w (product_id, variant_id, place)
      left join sold using (product_id, variant_id)
    )
    select ${selectProductMeasures('listed')}
    from listed
    cross join shop
    order by listed.place
  `.execute(trx)
  return rows
}
