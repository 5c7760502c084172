import type { TenantTrx } from '@tidemark/db'
import { productSales, shopInfo } from '@tidemark/db/insights'
import type { ProductsQuery, ProductsResponse } from '../schemas/index.ts'
import { toMetadata } from './metadata.ts'
import { readProductCursor, toProductCursor } from './product-cursor.ts'
import { shopTerms } from './shop-terms.ts'
import { PRODUCT_FIELDS, toProduct, toProductMeasures } from './to-product.ts'

/** A page of products or variants with what was sold and what came back. */
export async function readProducts(
  trx: TenantTrx,
  asked: ProductsQuery,
): Promise<ProductsResponse> {
  const { from = null, to = null, product, cursor, ...query } = asked
  const { by, sort } = query
  const direction = query.direction ?? (sort === 'title' ? 'asc' : 'desc')
  const listing = { by, sort, direction }
  const after = readProductCursor(listing, cursor)
  const shop = await shopInfo(trx)
  const { currencyCode, timeZone } = shopTerms(shop)
  const input = { ...query, direction, after, productId: product, currencyCode }
  const { rows, total, more } = await productSales(trx, { ...input, range: { from, to } })
  const terms = { currencyCode, today: shop.today }
  const last = rows.at(-1)
  return {
    range: { from, to, timeZone },
    products: rows.map((row) => toProduct(row, by, terms)),
    total: { rows: total.rows, ...toProductMeasures(total, terms) },
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

/** Those that are in force, by parameter. */
function filtersOf({ product, vendor, productType, search, show }: ProductsQuery) {
  const filters = { product, vendor, productType, search, show: show === 'live' ? show : undefined }
  return Object.fromEntries(
    Object.entries(filters).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
