import { hash } from 'node:crypto'
import type { CustomerInput, OrderInput, ProductInput } from './inputs.ts'
import { canonicalMoney } from './money.ts'
import { toMs } from './times.ts'

/**
 * Fingerprints that decide whether a mirrored object changed. They cover what Shopify said, in one
 * spelling (money, time, order of children), and leave out:
 * - `updatedAt`: content decides, not time;
 * - an order's customer: compared by itself, because a merge moves it without the order's doing;
 * - a customer's `readAt`: reading the same value again is no change;
 * - a product's variants: compared row by row, because the list may be incomplete.
 * They are hex.
 */

export function hashOrder(order: OrderInput): string {
  return sha256([
    order.name,
    time(order.processedAt),
    time(order.createdAt),
    time(order.cancelledAt),
    order.test,
    order.currencyCode,
    order.presentmentCurrencyCode,
    order.financialStatus,
    order.fulfillmentStatus,
    order.sourceName,
    order.countryCode,
    canonicalMoney(order.originalTotal),
    canonicalMoney(order.currentTotal),
    canonicalMoney(order.totalRefunded),
    canonicalMoney(order.cashRounding),
    canonicalMoney(order.refundDiscrepancy),
    byId(order.lines).map((line) => [
      line.id,
      line.productId,
      line.variantId,
      line.title,
      line.sku,
      line.quantity,
      line.currentQuantity,
      line.isGiftCard,
      canonicalMoney(line.unitPrice),
    ]),
    byId(order.sales).map((sale) => [
      sale.id,
      sale.agreementId,
      sale.reason,
      time(sale.happenedAt),
      sale.actionType,
      sale.lineType,
      sale.quantity,
      canonicalMoney(sale.totalAmount),
      canonicalMoney(sale.discountBeforeTax),
      canonicalMoney(sale.discountAfterTax),
      canonicalMoney(sale.taxAmount),
      canonicalMoney(sale.presentmentTotal),
      sale.presentmentCurrencyCode,
      sale.lineItemId,
    ]),
    byId(order.refunds).map((refund) => [
      refund.id,
      time(refund.createdAt),
      time(refund.processedAt),
      time(refund.updatedAt),
      canonicalMoney(refund.totalRefunded),
      refund.currencyCode,
    ]),
    // What was stored before it was read keeps its fingerprint.
    ...(order.cancelReason ? [order.cancelReason] : []),
  ])
}

export function hashCustomer(customer: CustomerInput): string {
  return sha256([
    customer.displayName,
    customer.state,
    time(customer.createdAt),
    customer.amountSpent === null ? null : canonicalMoney(customer.amountSpent),
    customer.amountSpentCurrencyCode,
    customer.ordersCount,
  ])
}

export function hashProduct(product: ProductInput): string {
  return sha256([
    product.title,
    product.handle,
    product.status,
    product.vendor,
    product.productType,
    time(product.createdAt),
  ])
}

/** To be raised when the mapping to rows changes: the next reading then writes every object anew. */
export const MAPPING = 2

function sha256(content: readonly unknown[]): string {
  return hash('sha256', JSON.stringify([MAPPING, ...content]), 'hex')
}

function time(iso: string | null): number | null {
  return iso === null ? null : toMs(iso)
}

/** Lists come sorted more often than not. */
function byId<T extends { id: string }>(rows: readonly T[]): readonly T[] {
  let sorted = true
  for (let at = 1; at < rows.length && sorted; at++) {
    sorted = (rows[at - 1]?.id ?? '') <= (rows[at]?.id ?? '')
  }
  if (sorted) return rows
  return rows.toSorted((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
}
