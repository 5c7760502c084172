import type { Fulfillment, Order } from '../../world/model.ts'
import { toGlobalId } from '../global-id.ts'
import { shareOfBag, subtractBag } from '../money.ts'
import { paginateArray } from '../paging/connection.ts'
import { typeResolvers } from '../resolver.ts'
import { nothing } from './absent.ts'
import { takeFirst } from './list.ts'
import { moneySet } from './money-set.ts'
import { lineItemOf } from './order-parts.ts'
import type { FulfillmentSource } from './order-parts.ts'

/** `Fulfillment`. */
export const fulfillment = typeResolvers<FulfillmentSource>({
  id: ({ fulfillment }) => toGlobalId('Fulfillment', fulfillment.id),
  legacyResourceId: ({ fulfillment }) => fulfillment.id,
  name: ({ fulfillment }) => fulfillment.name,
  status: ({ fulfillment }) => fulfillment.status,
  displayStatus: ({ fulfillment }) => fulfillment.displayStatus,
  createdAt: ({ fulfillment }) => fulfillment.createdAt,
  updatedAt: ({ fulfillment }) => fulfillment.updatedAt,
  deliveredAt: ({ fulfillment }) => fulfillment.deliveredAt,
  estimatedDeliveryAt: nothing,
  totalQuantity: ({ fulfillment }) => fulfillment.totalQuantity,
  requiresShipping: ({ order, fulfillment }) =>
    fulfillment.lineItems.some((item) => lineItemOf(order, item.lineItemId).line.requiresShipping),
  order: ({ order }) => order,
  trackingInfo: ({ fulfillment }, args) =>
    takeFirst(
      fulfillment.trackingInfo.map((info) => ({ ...info, url: null })),
      args,
    ),
  fulfillmentLineItems: ({ order, fulfillment }, args) =>
    paginateArray(fulfillment.lineItems, ({ id }) => id, {
      args,
      toNode: (item) => ({ order, item }),
    }),
})

interface FulfillmentLineItemSource {
  order: Order
  item: Fulfillment['lineItems'][number]
}

/** `FulfillmentLineItem`. */
export const fulfillmentLineItem = typeResolvers<FulfillmentLineItemSource>({
  id: ({ item }) => toGlobalId('FulfillmentLineItem', item.id),
  quantity: ({ item }) => item.quantity,
  lineItem: ({ order, item }) => lineItemOf(order, item.lineItemId),
  originalTotalSet: moneySet(({ order, item }) => {
    const { line } = lineItemOf(order, item.lineItemId)
    return shareOfBag(line.originalTotal, item.quantity, line.quantity)
  }),
  discountedTotalSet: moneySet(({ order, item }) => {
    const { line } = lineItemOf(order, item.lineItemId)
    const discounted = subtractBag(line.originalTotal, line.totalDiscount)
    return shareOfBag(discounted, item.quantity, line.quantity)
  }),
})
