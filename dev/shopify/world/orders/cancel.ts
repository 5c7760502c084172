import { recordEvent } from '../events.ts'
import type { Instant, Order, ShopState } from '../model.ts'
import { addTransaction, openAuthorization } from './payments.ts'
import { refundOrder, remainingLines } from './refund.ts'

/** Cancels an order: reverses all that is left on it on this day, and pays it back or voids it. */
export function cancelOrder(
  state: ShopState,
  order: Order,
  at: Instant,
  reason: NonNullable<Order['cancelReason']>,
): void {
  order.cancelledAt = at
  order.cancelReason = reason
  order.closedAt ??= at
  const authorization = openAuthorization(order)
  if (authorization !== null) {
    addTransaction(state, order, at, {
      kind: 'VOID',
      amount: authorization.amount,
      parentId: authorization.id,
    })
  }
  for (const transaction of order.transactions) {
    if (transaction.status === 'PENDING') transaction.status = 'FAILURE'
  }
  refundOrder(state, order, at, {
    lines: remainingLines(order),
    shippingHalves: 2,
    fees: true,
    adjustment: null,
    restock: 'CANCEL',
    money: true,
    note: null,
  })
  recordEvent(state, at, 'cancelled', 'ORDER', order.id, order.name)
}
