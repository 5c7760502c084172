import { COUNT_COST } from '../query-cost.ts'

/** How many orders, or products, a filter finds; Shopify stops counting at 10,000. */
export const CHANGED_ORDERS = `#graphql
  query TidemarkChangedOrders($query: String!) {
    changed: ordersCount(query: $query) { count precision }
  }
`
export const CHANGED_PRODUCTS = `#graphql
  query TidemarkChangedProducts($query: String!) {
    changed: productsCount(query: $query) { count precision }
  }
`
export const changedCost = COUNT_COST
