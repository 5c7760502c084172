import type { CustomerInput, OrderInput, ProductInput } from './inputs.ts'
import { isMoney } from './money.ts'

/**
 * Why an object can't be mirrored, in a plain sentence, or `undefined`. One bad object must neither
 * fail its batch nor enter the numbers half, so this is asked before any SQL.
 */

export function findOrderFault(order: OrderInput): string | undefined {
  return (
    findIdFault('order', [order.id, order.customerId]) ??
    findTimeFault('order', [
      order.processedAt,
      order.createdAt,
      order.updatedAt,
      order.cancelledAt,
      ...order.sales.map((sale) => sale.happenedAt),
      ...order.refunds.flatMap((refund) => [
        refund.createdAt,
        refund.processedAt,
        refund.updatedAt,
      ]),
    ]) ??
    findMoneyFault('order', orderMoney(order)) ??
    findChildIdFault(order) ??
    findCurrencyFault(order)
  )
}

export function findCustomerFault(customer: CustomerInput): string | undefined {
  return (
    findIdFault('customer', [customer.id, customer.ordersCount]) ??
    findTimeFault('customer', [customer.createdAt, customer.updatedAt, customer.readAt]) ??
    findMoneyFault('customer', [customer.amountSpent])
  )
}

export function findProductFault(product: ProductInput): string | undefined {
  const variantIds = product.variants.map((variant) => variant.id)
  return (
    findIdFault('product', [product.id, ...variantIds]) ??
    findTimeFault('product', [product.createdAt, product.updatedAt]) ??
    findMoneyFault(
      'product',
      product.variants.map((variant) => variant.price),
    ) ??
    findRepeated('variant', variantIds)
  )
}

function orderMoney(order: OrderInput): string[] {
  return [
    order.originalTotal,
    order.currentTotal,
    order.totalRefunded,
    order.cashRounding,
    order.refundDiscrepancy,
    ...order.lines.map((line) => line.unitPrice),
    ...order.refunds.map((refund) => refund.totalRefunded),
    ...order.sales.flatMap((sale) => [
      sale.totalAmount,
      sale.discountBeforeTax,
      sale.discountAfterTax,
      sale.taxAmount,
      sale.presentmentTotal,
    ]),
  ]
}

function findChildIdFault(order: OrderInput): string | undefined {
  const lines = order.lines.map((line) => line.id)
  const sales = order.sales.map((sale) => sale.id)
  const refunds = order.refunds.map((refund) => refund.id)
  return (
    findIdFault('order', [
      ...lines,
      ...order.lines.flatMap((line) => [line.productId, line.variantId]),
      ...sales,
      ...order.sales.flatMap((sale) => [sale.agreementId, sale.lineItemId]),
      ...refunds,
    ]) ??
    findRepeated('line', lines) ??
    findRepeated('sale', sales) ??
    findRepeated('refund', refunds)
  )
}

/** Figures never add two currencies up, so an order's ledger has exactly one. */
function findCurrencyFault(order: OrderInput): string | undefined {
  const other = order.sales.find((sale) => sale.currencyCode !== order.currencyCode)
  if (other === undefined) return undefined
  return `Sale ${other.id} is in ${other.currencyCode}, but the order is in ${order.currencyCode}.`
}

function findIdFault(what: string, ids: readonly (string | null)[]): string | undefined {
  const bad = ids.find((id) => id !== null && !/^\d{1,18}$/.test(id))
  return bad === undefined ? undefined : `The ${what} holds "${bad}" where a number should be.`
}

function findTimeFault(what: string, times: readonly (string | null)[]): string | undefined {
  const bad = times.find((time) => time !== null && Number.isNaN(Date.parse(time)))
  return bad === undefined ? undefined : `The ${what} holds "${bad}" where a time should be.`
}

function findMoneyFault(what: string, amounts: readonly (string | null)[]): string | undefined {
  const bad = amounts.find((amount) => amount !== null && !isMoney(amount))
  return bad === undefined ? undefined : `The ${what} holds "${bad}" where an amount should be.`
}

function findRepeated(what: string, ids: readonly string[]): string | undefined {
  if (new Set(ids).size === ids.length) return undefined
  const repeated = ids.find((id, at) => ids.indexOf(id) !== at)
  return `It holds ${what} ${repeated} twice.`
}
