import type { ProductInfo, ProductMeasures, ProductRow } from '@tidemark/db/insights'
import type { Product } from '../schemas/index.ts'
import { countDays } from './days.ts'
import type { DefinedBy } from './metadata.ts'
import { moneyIn } from './shop-terms.ts'

type WireMeasures = Pick<Product, keyof ProductMeasures>

/** What defines each field of a product, a variant or a bucket. */
export const PRODUCT_FIELDS = {
  unitsSold: 'product-units-sold',
  unitsReturned: 'product-units-returned',
  grossSales: 'product-gross-sales',
  discounts: 'product-discounts',
  returns: 'product-returns',
  netSales: 'product-net-sales',
  returnedUnitsShare: 'product-returned-units-share',
  returnedSalesShare: 'product-returned-sales-share',
  lastSoldOn: 'product-last-sold',
  daysSinceLastSale: 'product-days-since-sale',
} as const satisfies DefinedBy

/** Today and the currency, both the shop's. */
export interface ProductTerms {
  today: string
  currencyCode: string
}

export function toProduct(
  row: ProductRow,
  by: 'product' | 'variant',
  terms: ProductTerms,
): Omit<Product, 'previous' | 'year'> {
  return {
    ...toProductTerms(row, terms),
    variantId: by === 'variant' ? row.variantId : null,
    variantTitle: row.variantTitle,
    sku: row.sku,
    ...toProductMeasures(row, terms),
  }
}

/** What a product is called and how it stands, also where the mirror doesn't know it. */
export function toProductTerms(
  row: Omit<ProductInfo, 'handle'>,
  terms: ProductTerms,
): Omit<Product, keyof WireMeasures | 'variantId' | 'variantTitle' | 'sku' | 'previous' | 'year'> {
  return {
    id: row.productId,
    title: row.title ?? (row.productId === '0' ? NAMELESS : `Product #${row.productId}`),
    vendor: row.vendor,
    productType: row.productType,
    state: row.state,
    ...toLastSale(row, terms),
  }
}

const NAMELESS = 'Custom items and products that Shopify no longer names'

export function toLastSale(
  { lastSoldOn }: { lastSoldOn: string | null },
  { today }: ProductTerms,
): Pick<Product, 'lastSoldOn' | 'daysSinceLastSale'> {
  // An order can be dated later than today.
  const days = lastSoldOn === null ? null : Math.max(0, countDays(lastSoldOn, today) - 1)
  return { lastSoldOn, daysSinceLastSale: days }
}

export function toProductMeasures(
  row: ProductMeasures,
  { currencyCode }: { currencyCode: string },
): WireMeasures {
  const money = moneyIn(currencyCode)
  return {
    unitsSold: row.unitsSold,
    unitsReturned: row.unitsReturned,
    grossSales: money(row.grossSales),
    discounts: money(row.discounts),
    returns: money(row.returns),
    netSales: money(row.netSales),
    returnedUnitsShare: row.returnedUnitsShare,
    returnedSalesShare: row.returnedSalesShare,
  }
}
