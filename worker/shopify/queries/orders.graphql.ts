import { connectionCost, MAX_PAGE_SIZE, OBJECT_COST } from '../query-cost.ts'
import { ORDER_CHILDREN_COST, ORDER_FIELDS, ORDER_VARIABLES } from './order-fields.graphql.ts'

/** One page of orders; `$sortKey` is UPDATED_AT, or ID inside a cluster of equal times. */
export const ORDERS = `#graphql
  query TidemarkOrders(
    $first: Int!
    $after: String
    $query: String
    $sortKey: OrderSortKeys!
    $reverse: Boolean = false
    ${ORDER_VARIABLES}
  ) {
    orders(first: $first, after: $after, query: $query, sortKey: $sortKey, reverse: $reverse) {
      nodes { ...OrderFields }
      pageInfo { hasNextPage endCursor }
    }
  }
  ${ORDER_FIELDS}
`

/** 783 points for the largest page: the cost grows with the logarithm, so large pages are cheap. */
export const ordersCost = (first: number): number => connectionCost(first, ORDER_CHILDREN_COST)

/** Tried in this order when Shopify finds a page too expensive or too slow. */
export const ORDER_PAGE_SIZES = [MAX_PAGE_SIZE, 100, 50, 25, 10, 3, 1] as const

/** Certain orders again, by id. */
export const ORDERS_BY_ID = `#graphql
  query TidemarkOrdersById($ids: [ID!]!, ${ORDER_VARIABLES}) {
    nodes(ids: $ids) {
      ... on Order { ...OrderFields }
    }
  }
  ${ORDER_FIELDS}
`

export const ordersByIdCost = OBJECT_COST + ORDER_CHILDREN_COST
