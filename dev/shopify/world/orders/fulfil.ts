import { nextId } from '../ids.ts'
import type { Instant, Order, ShopState } from '../model.ts'
import { finishPayment } from './finish.ts'
import { capture } from './payments.ts'

/** Ships everything that is left to ship, takes open payments, and closes the order. */
export function fulfilOrder(state: ShopState, order: Order, at: Instant): boolean {
  const open = order.lineItems.filter(
    (line) => line.requiresShipping && line.unfulfilledQuantity > 0,
  )
  const paid = capture(state, order, at)
  if (open.length > 0) {
    order.fulfillments.push({
      id: nextId(state.counters, 'Fulfillment'),
      name: `${order.name}.${order.fulfillments.length + 1}`,
      status: 'SUCCESS',
      displayStatus: 'FULFILLED',
      createdAt: at,
      updatedAt: at,
      deliveredAt: null,
      totalQuantity: open.reduce((sum, line) => sum + line.unfulfilledQuantity, 0),
      trackingInfo: [
        { company: order.shippingLines[0]?.title ?? 'Other', number: String(order.id) },
      ],
      lineItems: open.map((line) => ({
        id: nextId(state.counters, 'FulfillmentLineItem'),
        lineItemId: line.id,
        quantity: line.unfulfilledQuantity,
      })),
    })
    for (const line of open) line.unfulfilledQuantity = 0
  }
  if (!paid && open.length === 0) return false
  order.closedAt ??= at
  finishPayment(state, order, at)
  return true
}
