import { connectionCost, OBJECT_COST } from '../query-cost.ts'
import { CUSTOMER_SELECTION } from './customers.graphql.ts'
import { withoutVariables } from './inline-includes.ts'
import { LINE_SELECTION, ORDER_SELECTION, SALE_SELECTION } from './order-fields.graphql.ts'
import { PRODUCT_SELECTION, VARIANT_SELECTION } from './products.graphql.ts'

/** Starts a bulk operation. Shopify executes the text in `$query` by itself; it takes no variables. */
export const BULK_RUN = `#graphql
  mutation TidemarkBulkRun($query: String!) {
    bulkOperationRunQuery(query: $query, groupObjects: false) {
      bulkOperation { id status createdAt }
      userErrors { code field message }
    }
  }
`
/** Every mutation costs this. */
export const bulkRunCost = 10

const OPERATION_FIELDS = `#graphql
  fragment OperationFields on BulkOperation {
    id
    status
    errorCode
    createdAt
    objectCount
    rootObjectCount
    fileSize
    url
  }
`

/** How far an operation has come; `url` once it has completed, null when it found nothing. */
export const BULK_OPERATION = `#graphql
  query TidemarkBulkOperation($id: ID!) {
    bulkOperation(id: $id) { ...OperationFields }
  }
  ${OPERATION_FIELDS}
`
export const bulkOperationCost = OBJECT_COST

/** Most operations of one kind at a time, for an app and a shop. */
const AT_ONCE = 5

/** The operations under way with their queries, to find our own again after a crash. */
export const BULK_RUNNING = `#graphql
  query TidemarkBulkRunning {
    bulkOperations(first: ${2 * AT_ONCE}, query: "operation_type:query", sortKey: CREATED_AT) {
      nodes { id status createdAt query }
    }
  }
`
export const bulkRunningCost = connectionCost(2 * AT_ONCE, 0)

export const BULK_CANCEL = `#graphql
  mutation TidemarkBulkCancel($id: ID!) {
    bulkOperationCancel(id: $id) {
      bulkOperation { id status }
      userErrors { field message }
    }
  }
`
export const bulkCancelCost = 10

/** Which objects a bulk query reads; the filter as `query:` takes it, null for all. */
export type BulkSelection = {
  filter: string | null
  /** Variables of optional fields that Shopify denies. */
  without: ReadonlySet<string>
}

/** Orders with lines, agreements and sales, in one query: four connections, two levels deep. */
export const ordersBulkQuery = ({ filter, without }: BulkSelection): string => `{
  orders${filterArgument(filter)} {
    edges {
      node {${withoutVariables(ORDER_SELECTION, without)}
        lineItems { edges { node {${LINE_SELECTION}} } }
        agreements {
          edges {
            node {
              id
              reason
              happenedAt
              sales { edges { node {${SALE_SELECTION}} } }
            }
          }
        }
      }
    }
  }
}`

export const customersBulkQuery = ({ filter, without }: BulkSelection): string => `{
  customers${filterArgument(filter)} {
    edges { node {${withoutVariables(CUSTOMER_SELECTION, without)}} }
  }
}`

export const productsBulkQuery = ({ filter }: BulkSelection): string => `{
  products${filterArgument(filter)} {
    edges {
      node {${PRODUCT_SELECTION}
        variants { edges { node {${VARIANT_SELECTION}} } }
      }
    }
  }
}`

/** Every id of a kind, to be compared with the mirror. */
export const idsBulkQuery = (entity: 'orders' | 'customers' | 'products'): string => `{
  ${entity} {
    edges { node { id updatedAt${entity === 'orders' ? ' customer { id }' : ''} } }
  }
}`

const filterArgument = (filter: string | null): string =>
  filter === null ? '' : `(query: ${JSON.stringify(filter)})`
