import { toGlobalId } from '../../graphql/global-id.ts'
import type { Order, Refund, Transaction } from '../../world/model.ts'
import { toLocalTime, toPrice } from './render.ts'
import type { Payload, Rendering } from './render.ts'

/** refunds/create, and the refunds inside an order. */
export function toRefundPayload(rendering: Rendering, order: Order, refund: Refund): Payload {
  const { state } = rendering
  return {
    id: refund.id,
    admin_graphql_api_id: toGlobalId('Refund', refund.id),
    order_id: order.id,
    created_at: toLocalTime(refund.createdAt, state),
    processed_at: toLocalTime(refund.processedAt, state),
    note: refund.note,
    restock: refund.refundLineItems.some(({ restocked }) => restocked),
    refund_line_items: refund.refundLineItems.map((line) => ({
      id: line.id,
      line_item_id: line.lineItemId,
      quantity: line.quantity,
      restock_type: line.restockType.toLowerCase(),
      subtotal: toPrice(line.subtotal, order),
      total_tax: toPrice(line.totalTax, order),
    })),
    order_adjustments: refund.orderAdjustments.map(({ id, amount, tax, reason }) => ({
      id,
      order_id: order.id,
      refund_id: refund.id,
      amount: toPrice(amount, order),
      tax_amount: toPrice(tax, order),
      kind: reason.toLowerCase(),
    })),
    transactions: order.transactions
      .filter(({ id }) => refund.transactionIds.includes(id))
      .map((transaction) => toTransactionPayload(rendering, order, transaction)),
  }
}

/** order_transactions/create, and the transactions inside a refund. */
export function toTransactionPayload(
  { state }: Rendering,
  order: Order,
  transaction: Transaction,
): Payload {
  return {
    id: transaction.id,
    admin_graphql_api_id: toGlobalId('OrderTransaction', transaction.id),
    order_id: order.id,
    parent_id: transaction.parentId,
    kind: transaction.kind.toLowerCase(),
    status: transaction.status.toLowerCase(),
    gateway: transaction.gateway,
    amount: toPrice(transaction.amount, order),
    currency: order.currencyCode,
    created_at: toLocalTime(transaction.createdAt, state),
    processed_at: toLocalTime(transaction.processedAt, state),
    test: transaction.test,
    error_code: transaction.errorCode?.toLowerCase() ?? null,
  }
}
