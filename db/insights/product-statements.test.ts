import { earlierProductSales } from './earlier-product-sales.ts'
import { productFilters } from './product-filters.ts'
import { productHistory } from './product-history.ts'
import { productInfo } from './product-info.ts'
import { productSales, type ProductSalesInput } from './product-sales.ts'
import { productVariants } from './product-variants.ts'
import { testCommittedStatements } from './testing/committed-statements.ts'

const range = { from: '2026-03-01', to: '2026-03-31' }
const reversals = 'event'
const currencyCode = 'USD'
const productId = '7'
const best: ProductSalesInput = {
  range,
  reversals,
  currencyCode,
  by: 'product',
  show: 'sold',
  sort: 'netSales',
  direction: 'desc',
  limit: 50,
}

testCommittedStatements(new URL('.', import.meta.url), {
  'product-sales': (trx) => productSales(trx, best),
  'product-sales-slow': (trx) =>
    productSales(trx, { ...best, show: 'live', sort: 'unitsSold', direction: 'asc' }),
  'product-sales-longest-unsold': (trx) =>
    productSales(trx, { ...best, show: 'live', sort: 'lastSoldOn', direction: 'asc' }),
  'product-sales-variants': (trx) =>
    productSales(trx, {
      ...best,
      by: 'variant',
      search: 'a thing',
      after: { sortValue: '12.5', productId, variantId: '70' },
    }),
  'earlier-product-sales': (trx) =>
    earlierProductSales(trx, {
      period: { from: '2026-01-29', to: '2026-02-28' },
      reversals,
      currencyCode,
      by: 'variant',
      rows: [
        { productId, variantId: '70' },
        { productId: '8', variantId: '80' },
      ],
    }),
  'product-filters': productFilters,
  'product-info': (trx) => productInfo(trx, { productId }),
  'product-variants': (trx) => productVariants(trx, { productId, range, reversals, currencyCode }),
  'product-history': (trx) =>
    productHistory(trx, { productId, range, interval: 'week', reversals, currencyCode }),
})
