import type { LineItem, Order, Return } from '../../world/model.ts'
import { NotModelledError } from '../api-error.ts'
import { paginateArray } from '../paging/connection.ts'
import type { Resolver } from '../resolver.ts'
import { compileSearch } from '../search/compile.ts'
import type { SearchFields } from '../search/compile.ts'
import { choiceField, idField } from '../search/field.ts'
import { agreements } from './agreement.ts'
import { takeFirst, toCount } from './list.ts'
import { toDiscountApplication } from './money.ts'
import { taxLinesOf } from './order-parts.ts'
import { isCapturable } from './transaction.ts'

const RETURN_FIELDS: SearchFields<Return> = {
  id: idField(({ id }) => [id]),
  status: choiceField({
    open: ({ status }) => status === 'OPEN',
    closed: ({ status }) => status === 'CLOSED',
    requested: () => false,
    declined: () => false,
    canceled: () => false,
  }),
}

function lineItems(includes: (line: LineItem) => boolean): Resolver<Order> {
  return (order, args) =>
    paginateArray(order.lineItems, ({ id }) => id, {
      args,
      matches: includes,
      toNode: (line) => ({ order, line }),
    })
}

function transactions(order: Order, args: Record<string, unknown>) {
  if (typeof args['manuallyResolvable'] === 'boolean') {
    throw new NotModelledError('the argument manuallyResolvable of Order.transactions')
  }
  const all = order.transactions.map((transaction) => ({ order, transaction }))
  const capturable = args['capturable']
  return takeFirst(
    typeof capturable === 'boolean'
      ? all.filter((source) => isCapturable(source) === capturable)
      : all,
    args,
  )
}

/** Everything that an order has several of. */
export const orderLists: Record<string, Resolver<Order>> = {
  agreements,
  lineItems: lineItems(() => true),
  nonFulfillableLineItems: lineItems((line) => line.kind === 'tip' || line.currentQuantity === 0),
  shippingLines: (order, args) =>
    paginateArray(order.shippingLines, ({ id }) => id, {
      args,
      matches: ({ isRemoved }) => args['includeRemovals'] === true || !isRemoved,
      toNode: (shippingLine) => ({ order, shippingLine }),
    }),
  shippingLine: (order) => {
    const [shippingLine, second] = order.shippingLines.filter(({ isRemoved }) => !isRemoved)
    if (second) throw new NotModelledError('Order.shippingLine of several shipping lines')
    return shippingLine ? { order, shippingLine } : null
  },
  discountApplications: (order, args) =>
    paginateArray(order.discountApplications, ({ index }) => index, {
      args,
      toNode: (application) => toDiscountApplication(order, application),
    }),
  taxLines: (order) => taxLinesOf(order, order.totals.taxLines),
  currentTaxLines: (order) => taxLinesOf(order, order.totals.currentTaxLines),
  additionalFees: (order) => order.additionalFees.map((fee) => ({ order, fee })),
  refunds: (order, args) =>
    takeFirst(
      order.refunds.map((refund) => ({ order, refund })),
      args,
    ),
  returns: (order, args, context, info) =>
    paginateArray(order.returns, ({ id }) => id, {
      args,
      matches: compileSearch(RETURN_FIELDS, args, context, info),
      toNode: (found) => ({ order, return: found }),
    }),
  transactions,
  transactionsCount: (order) => toCount(order.transactions.length),
  fulfillments: (order, args) => {
    if (typeof args['query'] === 'string') {
      throw new NotModelledError('the argument query of Order.fulfillments')
    }
    return takeFirst(
      order.fulfillments.map((fulfillment) => ({ order, fulfillment })),
      args,
    )
  },
  fulfillmentsCount: (order) => toCount(order.fulfillments.length),
}
