import type { TenantTrx } from '@tidemark/db'
import {
  productHistory,
  productInfo,
  productSales,
  productVariants,
  shopInfo,
} from '@tidemark/db/insights'
import { noSuchProduct } from '../problems/problems.ts'
import type { ProductQuery, ProductResponse } from '../schemas/index.ts'
import { historyRange } from './history-range.ts'
import { toMetadata } from './metadata.ts'
import { moneyIn, shopTerms } from './shop-terms.ts'
import { PRODUCT_FIELDS, toLastSale, toProductMeasures, toProductTerms } from './to-product.ts'

/** For the total of one product: its row is not needed. */
const ALONE = {
  by: 'product',
  show: 'sold',
  sort: 'netSales',
  direction: 'desc',
  limit: 1,
} as const

/** One product, its variants and its history; a problem where there is none. `id` has digits only. */
export async function readProduct(
  trx: TenantTrx,
  id: string,
  query: ProductQuery,
): Promise<ProductResponse> {
  const { interval, reversals } = query
  const productId = BigInt(id).toString()
  const shop = await shopInfo(trx)
  const { currencyCode, timeZone } = shopTerms(shop)
  const range = historyRange(query, shop.today)
  const info = await productInfo(trx, { productId })
  if (!info) throw noSuchProduct()
  const input = { productId, range, reversals, currencyCode }
  const { total } = await productSales(trx, { ...input, ...ALONE })
  const variants = await productVariants(trx, input)
  const history = await productHistory(trx, { ...input, interval })
  const terms = { currencyCode, today: shop.today }
  return {
    range: { ...range, interval, timeZone },
    product: {
      ...toProductTerms(info, terms),
      handle: info.handle,
      ...toProductMeasures(total, terms),
    },
    variants: variants.map((variant) => ({
      id: variant.variantId,
      title: variant.title,
      sku: variant.sku,
      price: variant.price === null ? null : moneyIn(currencyCode)(variant.price),
      ...toLastSale(variant, terms),
      ...toProductMeasures(variant, terms),
    })),
    metadata: {
      ...toMetadata({
        range,
        terms: { currencyCode, timeZone },
        reversals,
        fields: PRODUCT_FIELDS,
      }),
      filters: { product: productId },
    },
    history: history.map(({ date, ...bucket }) => ({
      date,
      ...toProductMeasures(bucket, terms),
    })),
  }
}
