import { connectionCost, MAX_PAGE_SIZE, OBJECT_COST } from '../query-cost.ts'
import {
  LINE_CHILDREN_COST,
  LINE_FIELDS,
  SALE_CHILDREN_COST,
  SALE_FIELDS,
} from './order-fields.graphql.ts'

const AGREEMENTS_PER_PAGE = 20
const SALES_PER_AGREEMENT = 50

/** Further lines of one order. */
export const ORDER_LINES = `#graphql
  query TidemarkOrderLines($id: ID!, $after: String) {
    order(id: $id) {
      lineItems(first: ${MAX_PAGE_SIZE}, after: $after) {
        nodes { ...LineFields }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
  ${LINE_FIELDS}
`
export const orderLinesCost = OBJECT_COST + connectionCost(MAX_PAGE_SIZE, LINE_CHILDREN_COST)

/** Further agreements of one order. */
export const ORDER_AGREEMENTS = `#graphql
  query TidemarkOrderAgreements($id: ID!, $after: String) {
    order(id: $id) {
      agreements(first: ${AGREEMENTS_PER_PAGE}, after: $after) {
        edges {
          cursor
          node {
            id
            reason
            happenedAt
            sales(first: ${SALES_PER_AGREEMENT}) {
              nodes { ...SaleFields }
              pageInfo { hasNextPage endCursor }
            }
          }
        }
        pageInfo { hasNextPage endCursor }
      }
    }
  }
  ${SALE_FIELDS}
`
export const orderAgreementsCost =
  OBJECT_COST +
  connectionCost(AGREEMENTS_PER_PAGE, connectionCost(SALES_PER_AGREEMENT, SALE_CHILDREN_COST))

/**
 * Further sales of one agreement. An agreement is no Node, so it is found as the one that follows
 * its predecessor's cursor (`$before` null: the first).
 */
export const AGREEMENT_SALES = `#graphql
  query TidemarkAgreementSales($id: ID!, $before: String, $after: String) {
    order(id: $id) {
      agreements(first: 1, after: $before) {
        nodes {
          id
          sales(first: ${MAX_PAGE_SIZE}, after: $after) {
            nodes { ...SaleFields }
            pageInfo { hasNextPage endCursor }
          }
        }
      }
    }
  }
  ${SALE_FIELDS}
`
export const agreementSalesCost =
  OBJECT_COST + connectionCost(1, connectionCost(MAX_PAGE_SIZE, SALE_CHILDREN_COST))
