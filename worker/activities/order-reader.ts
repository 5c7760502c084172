import { ingestOrders, type OrderInput } from '@tidemark/db/ingest'
import { mapNodes } from '../shopify/mapped-page.ts'
import { type CompleteOrder, orderSchema } from '../shopify/order-node.ts'
import { ORDER_OPTIONAL } from '../shopify/queries/order-fields.graphql.ts'
import {
  ORDER_PAGE_SIZES,
  ORDERS,
  ORDERS_BY_ID,
  ordersByIdCost,
  ordersCost,
} from '../shopify/queries/orders.graphql.ts'
import { completeOrder } from '../shopify/read-order.ts'
import { toOrder } from '../shopify/to-order.ts'
import { toShape } from '../shopify/shape.ts'
import type { EntityReader } from './entity-reader.ts'

const ORDER_SHAPE = toShape(orderSchema)

/** Orders with their lines, ledger and refunds. */
export const orderReader: EntityReader<OrderInput> = {
  entity: 'orders',
  lookBackMs: 5 * 60_000,
  newestReachMs: null,
  pageSizes: ORDER_PAGE_SIZES,
  document: ORDERS,
  cost: ordersCost,
  byIdDocument: ORDERS_BY_ID,
  byIdCost: ordersByIdCost,
  optional: ORDER_OPTIONAL,
  toRows: (client, nodes, caller) =>
    mapNodes('orders', nodes, ORDER_SHAPE, (node) => {
      const complete = completeOrder(client, node, caller)
      return complete instanceof Promise ? complete.then(orNull) : toOrder(complete)
    }),
  ingest: ingestOrders,
}

const orNull = (order: CompleteOrder | null): OrderInput | null => order && toOrder(order)
