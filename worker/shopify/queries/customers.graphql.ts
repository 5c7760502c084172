import { connectionCost, MAX_PAGE_SIZE, OBJECT_COST } from '../query-cost.ts'

/** `displayName` may be denied (protected customer data, level 2); all else is level 1. */
export const CUSTOMER_SELECTION = `
    id
    displayName @include(if: $withNames)
    state
    createdAt
    updatedAt
    amountSpent { amount currencyCode }
    numberOfOrders
`

const CUSTOMER_FIELDS = `#graphql
  fragment CustomerFields on Customer {${CUSTOMER_SELECTION}}
`

export const CUSTOMERS = `#graphql
  query TidemarkCustomers(
    $first: Int!
    $after: String
    $query: String
    $sortKey: CustomerSortKeys!
    $reverse: Boolean = false
    $withNames: Boolean!
  ) {
    customers(first: $first, after: $after, query: $query, sortKey: $sortKey, reverse: $reverse) {
      nodes { ...CustomerFields }
      pageInfo { hasNextPage endCursor }
    }
  }
  ${CUSTOMER_FIELDS}
`

export const customersCost = (first: number): number => connectionCost(first, 0)

export const CUSTOMER_PAGE_SIZES = [MAX_PAGE_SIZE, 100, 25, 5, 1] as const

export const CUSTOMERS_BY_ID = `#graphql
  query TidemarkCustomersById($ids: [ID!]!, $withNames: Boolean!) {
    nodes(ids: $ids) {
      ... on Customer { ...CustomerFields }
    }
  }
  ${CUSTOMER_FIELDS}
`

export const customersByIdCost = OBJECT_COST
