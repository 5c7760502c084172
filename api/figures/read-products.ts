import type { TenantTrx } from '@tidemark/db'
import {
  type ClosedPeriod,
  earlierProductSales,
  type ProductMeasures,
  type ProductRow,
  type ProductSales,
  productSales,
  type ProductSalesInput,
  shopInfo,
} from '@tidemark/db/insights'
import type { ProductsQuery, ProductsResponse } from '../schemas/index.ts'
import { comparedPeriods } from './compared-periods.ts'
import { toMetadata } from './metadata.ts'
import { readProductCursor, toProductCursor } from './product-cursor.ts'
import { shopTerms } from './shop-terms.ts'
import { PRODUCT_FIELDS, type ProductTerms, toProduct, toProductMeasures } from './to-product.ts'

/** A page of products or variants with what was sold and what came back. */
export async function readProducts(
  trx: TenantTrx,
  asked: ProductsQuery,
): Promise<ProductsResponse> {
  const { from = null, to = null, product, cursor, compare, ...query } = asked
  const { by, sort } = query
  const direction = query.direction ?? (sort === 'title' ? 'asc' : 'desc')
  const listing = { by, sort, direction }
  const after = readProductCursor(listing, cursor)
  const shop = await shopInfo(trx)
  const { currencyCode, timeZone } = shopTerms(shop)
  const input = { ...query, direction, after, productId: product, currencyCode }
  const { rows, total, more } = await productSales(trx, { ...input, range: { from, to } })
  const terms = { currencyCode, today: shop.today }
  const { previous, year } = comparedPeriods({ from, to }, compare)
  const before = await readEarlier(trx, input, previous, rows)
  const yearBefore = await readEarlier(trx, input, year, rows)
  const last = rows.at(-1)
  return {
    range: { from, to, timeZone },
    products: rows.map((row, at) => ({
      ...toProduct(row, by, terms),
      previous: toEarlierMeasures(before?.rows[at], terms),
      year: toEarlierMeasures(yearBefore?.rows[at], terms),
    })),
    total: toTotal(total, terms),
    previous: before && { ...before.days, total: toTotal(before.total, terms) },
    year: yearBefore && { ...yearBefore.days, total: toTotal(yearBefore.total, terms) },
    metadata: {
      ...toMetadata({
        range: { from, to },
        terms: { currencyCode, timeZone },
        reversals: query.reversals,
        fields: PRODUCT_FIELDS,
      }),
      filters: filtersOf(asked),
    },
    nextCursor: more && last ? toProductCursor(listing, last) : null,
  }
}

/** What the rows of the page, and all that is listed, sold in an earlier period. */
async function readEarlier(
  trx: TenantTrx,
  input: Omit<ProductSalesInput, 'range'>,
  period: ClosedPeriod | null,
  page: readonly ProductRow[],
) {
  if (!period) return null
  const { total } = await productSales(trx, { ...input, after: undefined, range: period, limit: 1 })
  const rows = await earlierProductSales(trx, { ...input, period, rows: page })
  return { days: { from: period.from, to: period.to }, total, rows }
}

function toEarlierMeasures(measures: ProductMeasures | undefined, terms: ProductTerms) {
  return measures ? toProductMeasures(measures, terms) : null
}

function toTotal(total: ProductSales['total'], terms: ProductTerms) {
  return { rows: total.rows, ...toProductMeasures(total, terms) }
}

/** Those that are in force, by parameter. */
function filtersOf({ product, vendor, productType, search, show }: ProductsQuery) {
  const filters = { product, vendor, productType, search, show: show === 'live' ? show : undefined }
  return Object.fromEntries(
    Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
