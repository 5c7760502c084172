import type { Order, Return } from '../../world/model.ts'
import { toGlobalId } from '../global-id.ts'
import { paginateArray } from '../paging/connection.ts'
import { Typed, typeResolvers } from '../resolver.ts'
import { emptyConnection, nothing } from './absent.ts'
import { moneySet } from './money-set.ts'
import type { ReturnFeeSource, ReturnSource } from './order-parts.ts'

/** `Return`. */
export const returnType = typeResolvers<ReturnSource>({
  id: (source) => toGlobalId('Return', source.return.id),
  name: (source) => source.return.name,
  status: (source) => source.return.status,
  createdAt: (source) => source.return.createdAt,
  closedAt: (source) => source.return.closedAt,
  order: ({ order }) => order,
  totalQuantity: (source) => source.return.lineItems.reduce((sum, item) => sum + item.quantity, 0),
  decline: nothing,
  exchangeLineItems: emptyConnection,
  refunds: (source, args) =>
    paginateArray(
      source.order.refunds.filter(({ returnId }) => returnId === source.return.id),
      ({ id }) => id,
      { args, toNode: (refund) => ({ order: source.order, refund }) },
    ),
  returnLineItems: (source, args) =>
    paginateArray(source.return.lineItems, ({ id }) => id, {
      args,
      toNode: (item) => new Typed('ReturnLineItem', { ...source, item }),
    }),
  returnShippingFees: (source) =>
    source.return.fees
      .filter(({ kind }) => kind === 'return_shipping')
      .map((fee) => ({ order: source.order, fee })),
})

/** `ReturnLineItem`. */
export const returnLineItem = typeResolvers<{
  order: Order
  return: Return
  item: Return['lineItems'][number]
}>({
  id: ({ item }) => toGlobalId('ReturnLineItem', item.id),
  quantity: ({ item }) => item.quantity,
  refundedQuantity: ({ item }) => item.refundedQuantity,
  refundableQuantity: ({ item }) => item.quantity - item.refundedQuantity,
  returnReason: ({ item }) => item.reason,
  returnReasonNote: ({ item }) => item.note,
  customerNote: nothing,
})

/** `ReturnShippingFee` and `RestockingFee`. */
export function returnFee(typeName: 'ReturnShippingFee' | 'RestockingFee') {
  return typeResolvers<ReturnFeeSource>({
    id: ({ fee }) => toGlobalId(typeName, fee.id),
    amountSet: moneySet(({ fee }) => fee.amount),
    percentage: ({ fee }) => (fee.basisPoints ?? 0) / 100,
  })
}
