import type { CustomerInput, OrderInput, ProductInput } from './inputs.ts'
import { isMoney } from './money.ts'
import { toMs } from './times.ts'

/**
 * Why an object can't be mirrored, in a plain sentence, or `undefined`. One bad object must neither
 * fail its batch nor enter the numbers half, so this is asked before any SQL.
 */

export function findOrderFault(order: OrderInput): string | undefined {
  const found = new Fault('order')
  found.id(order.id)
  found.id(order.customerId)
  found.time(order.processedAt)
  found.time(order.createdAt)
  found.time(order.updatedAt)
  found.time(order.cancelledAt)
  found.money(order.originalTotal)
  found.money(order.currentTotal)
  found.money(order.totalRefunded)
  found.money(order.cashRounding)
  found.money(order.refundDiscrepancy)
  for (const line of order.lines) {
    found.id(line.id)
    found.id(line.productId)
    found.id(line.variantId)
    found.integer(line.quantity)
    found.integer(line.currentQuantity)
    found.money(line.unitPrice)
  }
  for (const sale of order.sales) {
    found.id(sale.id)
    found.id(sale.agreementId)
    found.id(sale.lineItemId)
    found.time(sale.happenedAt)
    found.integer(sale.quantity)
    found.money(sale.totalAmount)
    found.money(sale.discountBeforeTax)
    found.money(sale.discountAfterTax)
    found.money(sale.taxAmount)
    found.money(sale.presentmentTotal)
  }
  for (const refund of order.refunds) {
    found.id(refund.id)
    found.time(refund.createdAt)
    found.time(refund.processedAt)
    found.time(refund.updatedAt)
    found.money(refund.totalRefunded)
  }
  found.repeated('line', order.lines)
  found.repeated('sale', order.sales)
  found.repeated('refund', order.refunds)
  return found.reason ?? findCurrencyFault(order)
}

export function findCustomerFault(customer: CustomerInput): string | undefined {
  const found = new Fault('customer')
  found.id(customer.id)
  found.id(customer.ordersCount)
  found.time(customer.createdAt)
  found.time(customer.updatedAt)
  found.time(customer.readAt)
  found.money(customer.amountSpent)
  return found.reason
}

export function findProductFault(product: ProductInput): string | undefined {
  const found = new Fault('product')
  found.id(product.id)
  found.time(product.createdAt)
  found.time(product.updatedAt)
  for (const variant of product.variants) {
    found.id(variant.id)
    found.integer(variant.position)
    found.money(variant.price)
  }
  found.repeated('variant', product.variants)
  return found.reason
}

/** Figures never add two currencies up, so an order's ledger has exactly one. */
function findCurrencyFault(order: OrderInput): string | undefined {
  const other = order.sales.find((sale) => sale.currencyCode !== order.currencyCode)
  if (other === undefined) return undefined
  return `Sale ${other.id} is in ${other.currencyCode}, but the order is in ${order.currencyCode}.`
}

/** Whether an id is there more than once. */
export function hasRepeats(parts: readonly { id: string }[]): boolean {
  let ascending = true
  for (let at = 1; at < parts.length && ascending; at++) {
    ascending = (parts[at - 1]?.id ?? '') < (parts[at]?.id ?? '')
  }
  return !ascending && new Set(parts.map((part) => part.id)).size < parts.length
}

const ID = /^\d{1,18}$/
/** Postgres' `integer`. */
const LARGEST = 2_147_483_647
/** The year 1 to the year 9999: what Postgres and every reader of the data agree on. */
const EARLIEST = Date.parse('0001-01-01T00:00:00Z')
const LATEST = Date.parse('9999-12-31T23:59:59Z')

/** Looks at one object's values and keeps the first that can't be stored. */
class Fault {
  reason: string | undefined
  readonly #what: string

  constructor(what: string) {
    this.#what = what
  }

  id(id: string | null): void {
    if (id !== null && !ID.test(id)) this.#keep(id, 'a number')
  }

  time(time: string | null): void {
    if (time === null) return
    const ms = toMs(time)
    if (!(ms >= EARLIEST && ms <= LATEST)) this.#keep(time, 'a time')
  }

  money(amount: string | null): void {
    if (amount !== null && !isMoney(amount)) this.#keep(amount, 'an amount')
  }

  integer(number: number | null): void {
    if (number !== null && !(Number.isInteger(number) && Math.abs(number) <= LARGEST)) {
      this.#keep(String(number), 'a whole number')
    }
  }

  repeated(what: string, parts: readonly { id: string }[]): void {
    if (!hasRepeats(parts)) return
    const repeated = parts.find((part, at) => parts.findIndex((one) => one.id === part.id) < at)
    this.reason ??= `It holds ${what} ${repeated?.id} twice.`
  }

  #keep(value: string, expected: string): void {
    this.reason ??= `The ${this.#what} holds "${value}" where ${expected} should be.`
  }
}
