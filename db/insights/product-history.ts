import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { ClosedPeriod, Reversals } from './period.ts'
import {
  listSums,
  type ProductMeasures,
  selectProductMeasures,
  sumProducts,
} from './product-measures.ts'
import { isInView } from './product-days.ts'
import { shopTerms } from './sales-sums.ts'

export interface ProductHistoryInput {
  productId: string
  range: ClosedPeriod
  interval: 'day' | 'week' | 'month'
  reversals: Reversals
  currencyCode: string
}

/** `date` is the bucket's first day, even where the range begins later. */
export type ProductHistoryBucket = ProductMeasures & { date: string }

/**
 * One product's figures in buckets, oldest first, those without sales included. Weeks begin on
 * Monday; a bucket that the range cuts holds only the days inside.
 */
export async function productHistory(
  trx: TenantTrx,
  { productId, range, interval, reversals, currencyCode }: ProductHistoryInput,
): Promise<ProductHistoryBucket[]> {
  const { rows } = await sql<ProductHistoryBucket>`
    with ${shopTerms(currencyCode)},
    sold as (
      select
        date_trunc(${interval}, d.day::timestamp) as bucket,
        ${sumProducts()}
      from daily_product_sales d
      cross join shop
      where d.${isInView(reversals)}
        and d.product_id = ${productId}::bigint
        and d.day >= ${range.from}::date
        and d.day <= ${range.to}::date
      group by 1
    ),
    buckets as (
      select b.bucket, ${listSums('sold')}
      from generate_series(
        date_trunc(${interval}, ${range.from}::date::timestamp),
        ${range.to}::date::timestamp,
        ('1 ' || ${interval})::interval
      ) as b (bucket)
      left join sold on sold.bucket = b.bucket
    )
    select
      buckets.bucket::date::text as date,
      ${selectProductMeasures('buckets')}
    from buckets
    cross join shop
    order by buckets.bucket
  `.execute(trx)
  return rows
}
