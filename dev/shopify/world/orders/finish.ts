import type { Customer, Instant, Order, ShopState } from '../model.ts'
import { planTask } from '../pending.ts'
import { mixSeeds } from '../random.ts'
import { sumUp, sumUpPayments } from '../totals.ts'
import { financialStatus } from './payments.ts'

const hourMs = 3_600_000

/** Closes a change of an order: totals, statuses, its `updatedAt`, and the customer's late figures. */
export function finish(state: ShopState, order: Order, at: Instant): void {
  order.totals = sumUp(order)
  finishPayment(state, order, at)
}

/** The same after nothing but a payment or a shipment. */
export function finishPayment(state: ShopState, order: Order, at: Instant): void {
  order.totals = sumUpPayments(order)
  order.financialStatus = financialStatus(order)
  order.fulfillmentStatus = fulfillmentStatus(order)
  touch(order, at)
  const customer = order.customerId === null ? undefined : state.customers.get(order.customerId)
  if (customer !== undefined && !order.test) planSummary(state, customer, at)
}

/** Moves `updatedAt` on; it never goes back. */
export function touch(entity: { updatedAt: Instant }, at: Instant): void {
  if (at > entity.updatedAt) entity.updatedAt = at
}

function fulfillmentStatus(order: Order): Order['fulfillmentStatus'] {
  const shipped = order.lineItems.filter((line) => line.kind !== 'tip')
  if (shipped.every((line) => !line.requiresShipping)) return 'FULFILLMENT_NOT_REQUIRED'
  if (order.fulfillments.length === 0) return 'UNFULFILLED'
  return shipped.every((line) => line.unfulfilledQuantity === 0)
    ? 'FULFILLED'
    : 'PARTIALLY_FULFILLED'
}

/**
 * Shopify's own figures of a customer follow hours or days later, those of every seventh customer
 * never.
 */
export function planSummary(state: ShopState, customer: Customer, at: Instant): void {
  const seed = mixSeeds(customer.id % 0xffffffff, customer.orderIds.length)
  if (mixSeeds(customer.id % 0xffffffff, 1) % 7 === 0) return
  const delayHours = 2 + (seed % 240)
  planTask(state, { at: at + delayHours * hourMs, kind: 'summary', subjectId: customer.id, seed })
}

/** Writes a customer's lagging figures down as they are at this moment. */
export function refreshSummary(state: ShopState, customerId: number, at: Instant): void {
  const customer = state.customers.get(customerId)
  if (customer === undefined) return
  let amountSpent = 0
  let numberOfOrders = 0
  for (const id of customer.orderIds) {
    const order = state.orders.get(id)
    if (order === undefined || order.test) continue
    amountSpent += order.totals.netPayment.shop
    numberOfOrders++
  }
  customer.summary = {
    amountSpent,
    numberOfOrders,
    lastOrderId: customer.orderIds.at(-1) ?? null,
    refreshedAt: at,
  }
}
