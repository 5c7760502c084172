import type { Product, ShopState, Variant } from '../../world/model.ts'
import { toGlobalId } from '../global-id.ts'
import { toMoneyV2 } from '../money.ts'
import { encodeCursor } from '../paging/cursor.ts'
import { paginate } from '../paging/connection.ts'
import { orderRows } from '../paging/sorted-view.ts'
import { typeResolvers } from '../resolver.ts'
import { emptyConnection, emptyList, metafields, nothing } from './absent.ts'
import { readSortKey, variantCollection } from './collection.ts'
import { subjectEvents } from './event.ts'
import { takeFirst, toCount } from './list.ts'

/** The variants of a product in order of position. */
function variantsOf(state: ShopState, product: Product): Variant[] {
  return product.variantIds.flatMap((id) => state.variants.get(id) ?? [])
}

function plainText(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
}

function priceRange(state: ShopState, prices: (number | null)[], empty: number | null) {
  const known = prices.filter((price) => price !== null)
  if (known.length === 0 && empty === null) return null
  const toMoney = (minor: number) => toMoneyV2(minor, state.shop.currencyCode)
  return {
    min: toMoney(known.length === 0 ? 0 : Math.min(...known)),
    max: toMoney(known.length === 0 ? 0 : Math.max(...known)),
  }
}

/** `Product`. */
export const product = typeResolvers<Product>({
  ...metafields,
  id: ({ id }) => toGlobalId('Product', id),
  legacyResourceId: ({ id }) => id,
  defaultCursor: ({ id }) => encodeCursor({ id, value: id }),
  title: ({ title }) => title,
  handle: ({ handle }) => handle,
  status: ({ status }) => status,
  vendor: ({ vendor }) => vendor,
  productType: ({ productType }) => productType,
  tags: ({ tags }) => tags,
  description: ({ descriptionHtml }, args) => {
    const text = plainText(descriptionHtml)
    const at = args['truncateAt']
    return typeof at === 'number' && text.length > at ? `${text.slice(0, at - 3)}...` : text
  },
  descriptionHtml: ({ descriptionHtml }) => descriptionHtml,
  bodyHtml: ({ descriptionHtml }) => descriptionHtml,
  onlineStoreUrl: ({ handle, publishedAt }, _, { state }) =>
    publishedAt === null ? null : `https://${state.shop.domain}/products/${handle}`,
  isGiftCard: ({ isGiftCard }) => isGiftCard,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  publishedAt: ({ publishedAt }) => publishedAt,
  options: ({ options }, args) => takeFirst(options, args),
  variants: (source, args, { state }, info) =>
    paginate(
      orderRows(variantsOf(state, source), readSortKey(variantCollection.sortKeys, args, info)),
      { args, toNode: (variant) => variant },
    ),
  variantsCount: ({ variantIds }) => toCount(variantIds.length),
  totalVariants: ({ variantIds }) => variantIds.length,
  hasOnlyDefaultVariant: (source, _, { state }) => {
    const [variant, second] = variantsOf(state, source)
    return second === undefined && variant?.title === 'Default Title'
  },
  hasOutOfStockVariants: (source, _, { state }) =>
    variantsOf(state, source).some(({ inventoryQuantity }) => inventoryQuantity <= 0),
  totalInventory: (source, _, { state }) =>
    variantsOf(state, source).reduce((sum, variant) => sum + variant.inventoryQuantity, 0),
  tracksInventory: () => true,
  priceRangeV2: (source, _, { state }) => {
    const prices = variantsOf(state, source).map(({ price }) => price)
    const range = priceRange(state, prices, 0)
    return { minVariantPrice: range?.min, maxVariantPrice: range?.max }
  },
  compareAtPriceRange: (source, _, { state }) => {
    const prices = variantsOf(state, source).map(({ compareAtPrice }) => compareAtPrice)
    const range = priceRange(state, prices, null)
    return range && { minVariantCompareAtPrice: range.min, maxVariantCompareAtPrice: range.max }
  },
  events: subjectEvents('PRODUCT'),
  seo: () => ({ title: null, description: null }),
  collections: emptyConnection,
  images: emptyConnection,
  media: emptyConnection,
  mediaCount: () => toCount(0),
  sellingPlanGroups: emptyConnection,
  sellingPlanGroupsCount: () => toCount(0),
  requiresSellingPlan: () => false,
  hasVariantsThatRequiresComponents: () => false,
  translations: emptyList,
  category: nothing,
  combinedListing: nothing,
  combinedListingRole: nothing,
  featuredImage: nothing,
  featuredMedia: nothing,
  giftCardTemplateSuffix: nothing,
  templateSuffix: nothing,
})

/** `ProductOption`. */
export const productOption = typeResolvers<Product['options'][number]>({
  id: ({ id }) => toGlobalId('ProductOption', id),
  name: ({ name }) => name,
  position: ({ position }) => position,
  values: ({ values }) => values.map(({ name }) => name),
  optionValues: ({ values }) => values,
  linkedMetafield: nothing,
})

/** `ProductOptionValue`. */
export const productOptionValue = typeResolvers<Product['options'][number]['values'][number]>({
  id: ({ id }) => toGlobalId('ProductOptionValue', id),
  name: ({ name }) => name,
  linkedMetafieldValue: nothing,
  swatch: nothing,
})
