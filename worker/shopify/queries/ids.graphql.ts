import { connectionCost, MAX_PAGE_SIZE, OBJECT_COST } from '../query-cost.ts'

/** Every id of a kind, in the order of ids, to be compared with the mirror. */
export const ORDER_IDS = `#graphql
  query TidemarkOrderIds($after: String, $query: String) {
    orders(first: ${MAX_PAGE_SIZE}, after: $after, query: $query, sortKey: ID) {
      nodes { id updatedAt customer { id } }
      pageInfo { hasNextPage endCursor }
    }
  }
`
export const CUSTOMER_IDS = `#graphql
  query TidemarkCustomerIds($after: String, $query: String) {
    customers(first: ${MAX_PAGE_SIZE}, after: $after, query: $query, sortKey: ID) {
      nodes { id updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }
`
export const PRODUCT_IDS = `#graphql
  query TidemarkProductIds($after: String, $query: String) {
    products(first: ${MAX_PAGE_SIZE}, after: $after, query: $query, sortKey: ID) {
      nodes { id updatedAt }
      pageInfo { hasNextPage endCursor }
    }
  }
`
export const orderIdsCost = connectionCost(MAX_PAGE_SIZE, OBJECT_COST)
export const idsCost = connectionCost(MAX_PAGE_SIZE, 0)

/** Whose certain orders are now. */
export const ORDER_CUSTOMERS = `#graphql
  query TidemarkOrderCustomers($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Order { id customer { id } }
    }
  }
`
export const orderCustomersCost = 2 * OBJECT_COST

/** Which of these objects Shopify still has: it answers null for the others. */
export const STILL_THERE = `#graphql
  query TidemarkStillThere($ids: [ID!]!) {
    nodes(ids: $ids) { id }
  }
`
export const stillThereCost = OBJECT_COST
