import type { ShopState } from '../../world/model.ts'
import { toGlobalId } from '../global-id.ts'
import { typeResolvers } from '../resolver.ts'
import type { Resolver } from '../resolver.ts'
import { offsetAt, toOffsetText } from '../search/time.ts'
import { emptyList, metafields, nothing } from './absent.ts'
import {
  customerCollection,
  listCollection,
  orderCollection,
  productCollection,
  variantCollection,
} from './collection.ts'
import { stringConnection } from './string-connection.ts'

function timezoneAbbreviation(zone: string, now: number): string {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'short' })
  return format.formatToParts(now).find((part) => part.type === 'timeZoneName')?.value ?? zone
}

const domain: Resolver<ShopState> = ({ shop }) => ({
  id: shop.id,
  host: shop.domain,
  url: `https://${shop.domain}`,
})

/** `Shop`. */
export const shop = typeResolvers<ShopState>({
  ...metafields,
  id: ({ shop }) => toGlobalId('Shop', shop.id),
  name: ({ shop }) => shop.name,
  email: ({ shop }) => shop.email,
  contactEmail: ({ shop }) => shop.email,
  shopOwnerName: ({ shop }) => shop.ownerName,
  myshopifyDomain: ({ shop }) => shop.domain,
  primaryDomain: domain,
  domains: (state, args, context, info) => [domain(state, args, context, info)],
  url: ({ shop }) => `https://${shop.domain}`,
  description: nothing,
  currencyCode: ({ shop }) => shop.currencyCode,
  enabledPresentmentCurrencies: ({ shop }) => shop.enabledPresentmentCurrencies,
  ianaTimezone: ({ shop }) => shop.ianaTimezone,
  timezoneAbbreviation: ({ shop }, _, { now }) => timezoneAbbreviation(shop.ianaTimezone, now),
  timezoneOffset: ({ shop }, _, { now }) =>
    toOffsetText(offsetAt(now, shop.ianaTimezone)).replace(':', ''),
  timezoneOffsetMinutes: ({ shop }, _, { now }) => offsetAt(now, shop.ianaTimezone) / 60_000,
  taxesIncluded: ({ shop }) => shop.taxesIncluded,
  taxShipping: ({ shop }) => shop.taxShipping,
  shopAddress: ({ shop }) => shop.address,
  billingAddress: ({ shop }) => shop.address,
  plan: ({ shop }) => ({ ...shop.plan, displayName: shop.plan.publicDisplayName }),
  resourceLimits: ({ shop }) => ({
    maxProductVariants: shop.maxProductVariants,
    maxProductOptions: 3,
    redirectLimitReached: false,
  }),
  features: (state) => state,
  orderNumberFormatPrefix: () => '#',
  orderNumberFormatSuffix: () => '',
  setupRequired: () => false,
  createdAt: ({ shop }) => shop.createdAt,
  updatedAt: ({ shop }) => shop.updatedAt,
  alerts: emptyList,
  orders: listCollection(orderCollection),
  customers: listCollection(customerCollection),
  products: listCollection(productCollection),
  productVariants: listCollection(variantCollection),
  orderTags: stringConnection(({ orders }) => [...orders.values()].flatMap(({ tags }) => tags)),
  customerTags: stringConnection(({ customers }) =>
    [...customers.values()].flatMap(({ tags }) => tags),
  ),
  productTags: stringConnection(({ products }) =>
    [...products.values()].flatMap(({ tags }) => tags),
  ),
  productTypes: stringConnection(({ products }) =>
    [...products.values()].map(({ productType }) => productType),
  ),
  productVendors: stringConnection(({ products }) =>
    [...products.values()].map(({ vendor }) => vendor),
  ),
})

/** `Domain`. */
export const domainType = typeResolvers<{ id: number; host: string; url: string }>({
  id: ({ id }) => toGlobalId('Domain', id),
  host: ({ host }) => host,
  url: ({ url }) => url,
  sslEnabled: () => true,
  localization: nothing,
})

/** `ShopFeatures`: only those that this world shows one way or the other. */
export const shopFeatures = typeResolvers<ShopState>({
  giftCards: () => true,
  sellsSubscriptions: () => false,
  shopifyPlus: ({ shop }) => shop.plan.shopifyPlus,
})
