import { connectionCost, COUNT_COST, OBJECT_COST } from '../query-cost.ts'

/**
 * All that a sync asks before it reads rows, in one request. The counts, the scopes and the newest
 * event are welcome but not needed: one that is denied is left out and becomes a gap.
 */
export const SHOP = `#graphql
  query TidemarkShop(
    $scopes: Boolean!
    $orders: Boolean!
    $customers: Boolean!
    $products: Boolean!
    $events: Boolean!
    $plan: Boolean!
    $webhooks: Boolean!
  ) {
    shop {
      name
      currencyCode
      ianaTimezone
      myshopifyDomain
      plan @include(if: $plan) { publicDisplayName }
    }
    currentAppInstallation @include(if: $scopes) {
      accessScopes { handle }
    }
    ordersCount(limit: null) @include(if: $orders) { count precision }
    customersCount(limit: null) @include(if: $customers) { count precision }
    productsCount(limit: null) @include(if: $products) { count precision }
    events(first: 1, reverse: true, sortKey: ID) @include(if: $events) {
      nodes { id }
    }
    webhookSubscriptionsCount @include(if: $webhooks) { count }
  }
`

export const shopCost = 4 * OBJECT_COST + 4 * COUNT_COST + connectionCost(1, 0)

/** Optional root field → the variable that leaves it out. */
export const SHOP_OPTIONAL = {
  currentAppInstallation: 'scopes',
  ordersCount: 'orders',
  customersCount: 'customers',
  productsCount: 'products',
  events: 'events',
  plan: 'plan',
  webhookSubscriptionsCount: 'webhooks',
} as const

/** The counts once more, to see whether a difference lasts. */
export const COUNTS = `#graphql
  query TidemarkCounts($orders: Boolean!, $customers: Boolean!, $products: Boolean!) {
    ordersCount(limit: null) @include(if: $orders) { count precision }
    customersCount(limit: null) @include(if: $customers) { count precision }
    productsCount(limit: null) @include(if: $products) { count precision }
  }
`
export const countsCost = 3 * COUNT_COST
