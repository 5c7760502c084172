import type { Order, Refund } from '../../world/model.ts'
import { toGlobalId } from '../global-id.ts'
import { paginateArray } from '../paging/connection.ts'
import { typeResolvers } from '../resolver.ts'
import { nothing } from './absent.ts'
import { moneyScalar, moneySet, moneyV2 } from './money-set.ts'
import { lineItemOf, shippingLineOf } from './order-parts.ts'
import type { RefundLineItemSource, RefundSource } from './order-parts.ts'

/** `Refund`. */
export const refund = typeResolvers<RefundSource>({
  id: ({ refund }) => toGlobalId('Refund', refund.id),
  legacyResourceId: ({ refund }) => refund.id,
  createdAt: ({ refund }) => refund.createdAt,
  processedAt: ({ refund }) => refund.processedAt,
  updatedAt: ({ refund }) => refund.updatedAt,
  note: ({ refund }) => refund.note,
  order: ({ order }) => order,
  return: ({ order, refund }) => {
    const found = order.returns.find((candidate) => candidate.id === refund.returnId)
    return found ? { order, return: found } : null
  },
  totalRefunded: moneyV2(({ refund }) => refund.totalRefunded),
  totalRefundedSet: moneySet(({ refund }) => refund.totalRefunded),
  duties: ({ order, refund }) => refund.duties.map((refunded) => ({ order, refunded })),
  refundLineItems: ({ order, refund }, args) =>
    paginateArray(refund.refundLineItems, ({ id }) => id, {
      args,
      toNode: (item) => ({ order, refund, item }),
    }),
  refundShippingLines: ({ order, refund }, args) =>
    paginateArray(refund.refundShippingLines, ({ id }) => id, {
      args,
      toNode: (refunded) => ({ order, refunded }),
    }),
  orderAdjustments: ({ order, refund }, args) =>
    paginateArray(refund.orderAdjustments, ({ id }) => id, {
      args,
      toNode: (adjustment) => ({ order, adjustment }),
    }),
  transactions: ({ order, refund }, args) =>
    paginateArray(
      order.transactions.filter(({ id }) => refund.transactionIds.includes(id)),
      ({ id }) => id,
      { args, toNode: (transaction) => ({ order, transaction }) },
    ),
})

/** `RefundLineItem`. */
export const refundLineItem = typeResolvers<RefundLineItemSource>({
  id: ({ item }) => toGlobalId('RefundLineItem', item.id),
  lineItem: ({ order, item }) => lineItemOf(order, item.lineItemId),
  quantity: ({ item }) => item.quantity,
  restockType: ({ item }) => item.restockType,
  restocked: ({ item }) => item.restocked,
  location: nothing,
  price: moneyScalar(({ item }) => item.price),
  priceSet: moneySet(({ item }) => item.price),
  subtotal: moneyScalar(({ item }) => item.subtotal),
  subtotalSet: moneySet(({ item }) => item.subtotal),
  totalTax: moneyScalar(({ item }) => item.totalTax),
  totalTaxSet: moneySet(({ item }) => item.totalTax),
})

/** `RefundShippingLine`. */
export const refundShippingLine = typeResolvers<{
  order: Order
  refunded: Refund['refundShippingLines'][number]
}>({
  id: ({ refunded }) => toGlobalId('RefundShippingLine', refunded.id),
  shippingLine: ({ order, refunded }) => shippingLineOf(order, refunded.shippingLineId),
  subtotalAmountSet: moneySet(({ refunded }) => refunded.subtotal),
  taxAmountSet: moneySet(({ refunded }) => refunded.tax),
})

/** `OrderAdjustment`. */
export const orderAdjustment = typeResolvers<{
  order: Order
  adjustment: Refund['orderAdjustments'][number]
}>({
  id: ({ adjustment }) => toGlobalId('OrderAdjustment', adjustment.id),
  reason: ({ adjustment }) => adjustment.reason,
  amountSet: moneySet(({ adjustment }) => adjustment.amount),
  taxAmountSet: moneySet(({ adjustment }) => adjustment.tax),
})

/** `RefundDuty`. */
export const refundDuty = typeResolvers<{ order: Order; refunded: Refund['duties'][number] }>({
  amountSet: moneySet(({ refunded }) => refunded.amount),
  originalDuty: ({ order, refunded }) => {
    const duties = order.lineItems.flatMap((line) => line.duties)
    const duty = duties.find(({ id }) => id === refunded.dutyId)
    return duty ? { order, duty } : null
  },
})
