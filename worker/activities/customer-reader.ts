import { type CustomerInput, ingestCustomers } from '@tidemark/db/ingest'
import { mapNodes } from '../shopify/mapped-page.ts'
import {
  CUSTOMER_PAGE_SIZES,
  CUSTOMERS,
  CUSTOMERS_BY_ID,
  customersByIdCost,
  customersCost,
} from '../shopify/queries/customers.graphql.ts'
import { customerSchema, toCustomer } from '../shopify/to-customer.ts'
import { toShape } from '../shopify/shape.ts'
import type { EntityReader } from './entity-reader.ts'

const CUSTOMER_SHAPE = toShape(customerSchema)

const DAY_MS = 24 * 60 * 60_000

/** What Shopify's index may be behind. */
const LAG_MS = 5 * 60_000

/**
 * Customers. Shopify filters them by whole days in the shop's zone, so a walk looks two days back. The
 * newest ones, unfiltered, mostly reach back far enough: one page, however many changed in two days.
 */
export const createCustomerReader = (clock: () => Date): EntityReader<CustomerInput> => ({
  entity: 'customers',
  lookBackMs: 2 * DAY_MS,
  newestReachMs: LAG_MS,
  pageSizes: CUSTOMER_PAGE_SIZES,
  document: CUSTOMERS,
  cost: customersCost,
  byIdDocument: CUSTOMERS_BY_ID,
  byIdCost: customersByIdCost,
  optional: { displayName: 'withNames' },
  toRows(_client, nodes) {
    const readAt = clock().toISOString()
    return mapNodes('customers', nodes, CUSTOMER_SHAPE, (node) => toCustomer(node, readAt))
  },
  ingest: ingestCustomers,
})
