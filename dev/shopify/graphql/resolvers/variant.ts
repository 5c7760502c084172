import type { Product, ShopState, Variant } from '../../world/model.ts'
import { toGlobalId } from '../global-id.ts'
import { toMoneyScalar, toMoneyV2 } from '../money.ts'
import { paginateArray } from '../paging/connection.ts'
import { encodeCursor } from '../paging/cursor.ts'
import { typeResolvers } from '../resolver.ts'
import { emptyConnection, emptyList, metafields, nothing } from './absent.ts'
import { subjectEvents } from './event.ts'
import { toCount } from './list.ts'

function productOf(state: ShopState, { id, productId }: Variant): Product {
  const product = state.products.get(productId)
  if (product === undefined) throw new Error(`Variant ${id} has no product ${productId}`)
  return product
}

function selectedOptions(state: ShopState, variant: Variant) {
  const { options } = productOf(state, variant)
  return variant.selectedOptions.map(({ name, value }) => ({
    name,
    value,
    optionValue: options
      .find((option) => option.name === name)
      ?.values.find((candidate) => candidate.name === value),
  }))
}

function weight({ weightGrams }: Variant) {
  return { unit: 'GRAMS', value: weightGrams }
}

/** `ProductVariant`. */
export const productVariant = typeResolvers<Variant>({
  ...metafields,
  id: ({ id }) => toGlobalId('ProductVariant', id),
  legacyResourceId: ({ id }) => id,
  defaultCursor: ({ id }) => encodeCursor({ id, value: id }),
  title: ({ title }) => title,
  displayName: (source, _, { state }) => `${productOf(state, source).title} - ${source.title}`,
  sku: ({ sku }) => sku,
  barcode: ({ barcode }) => barcode,
  price: ({ price }, _, { state }) => toMoneyScalar(price, state.shop.currencyCode),
  compareAtPrice: ({ compareAtPrice }, _, { state }) =>
    compareAtPrice === null ? null : toMoneyScalar(compareAtPrice, state.shop.currencyCode),
  position: ({ position }) => position,
  selectedOptions: (source, _, { state }) => selectedOptions(state, source),
  inventoryQuantity: ({ inventoryQuantity }) => inventoryQuantity,
  inventoryItem: (source) => source,
  // Orders never look at the stock in this world, so everything stays on sale.
  inventoryPolicy: () => 'CONTINUE',
  availableForSale: () => true,
  sellableOnlineQuantity: ({ inventoryQuantity }) => inventoryQuantity,
  taxable: ({ taxable }) => taxable,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  product: (source, _, { state }) => productOf(state, source),
  events: subjectEvents('PRODUCT_VARIANT'),
  media: emptyConnection,
  sellingPlanGroups: emptyConnection,
  sellingPlanGroupsCount: () => toCount(0),
  translations: emptyList,
  requiresComponents: () => false,
  showUnitPrice: () => false,
  image: nothing,
  taxCode: nothing,
  unitPrice: nothing,
  unitPriceMeasurement: nothing,
})

/** `InventoryItem` of a variant. */
export const inventoryItem = typeResolvers<Variant>({
  id: ({ inventoryItemId }) => toGlobalId('InventoryItem', inventoryItemId),
  legacyResourceId: ({ inventoryItemId }) => inventoryItemId,
  sku: ({ sku }) => sku,
  tracked: () => true,
  requiresShipping: ({ requiresShipping }) => requiresShipping,
  unitCost: ({ unitCost }, _, { state }) =>
    unitCost === null ? null : toMoneyV2(unitCost, state.shop.currencyCode),
  measurement: (source) => source,
  variant: (source) => source,
  variants: (source, args) =>
    paginateArray([source], ({ id }) => id, { args, toNode: (variant) => variant }),
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  countryCodeOfOrigin: nothing,
  harmonizedSystemCode: nothing,
  provinceCodeOfOrigin: nothing,
})

/** `InventoryItemMeasurement` of a variant's item. */
export const inventoryItemMeasurement = typeResolvers<Variant>({
  id: ({ inventoryItemId }) => toGlobalId('InventoryItemMeasurement', inventoryItemId),
  weight,
})
