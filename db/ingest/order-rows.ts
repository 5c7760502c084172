import { EncodedRows } from './encoded-rows.ts'
import type { OrderInput, OrderLineInput, RefundInput, SaleInput } from './inputs.ts'
import { ledgerDifference } from './ledger-difference.ts'
import type { Columns } from './statement.ts'

const ORDER_COLUMNS = {
  id: 'bigint',
  name: 'text',
  customer_id: 'bigint',
  processed_at: 'timestamptz',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  cancelled_at: 'timestamptz',
  cancel_reason: 'text',
  test: 'boolean',
  currency_code: 'text',
  presentment_currency_code: 'text',
  financial_status: 'text',
  fulfillment_status: 'text',
  source_name: 'text',
  country_code: 'text',
  original_total: 'numeric',
  current_total: 'numeric',
  total_refunded: 'numeric',
  cash_rounding: 'numeric',
  refund_discrepancy: 'numeric',
  ledger_difference: 'numeric',
  content_hash: 'bytea',
} as const satisfies Columns

const LINE_COLUMNS = {
  order_id: 'bigint',
  id: 'bigint',
  product_id: 'bigint',
  variant_id: 'bigint',
  title: 'text',
  sku: 'text',
  quantity: 'integer',
  current_quantity: 'integer',
  is_gift_card: 'boolean',
  unit_price: 'numeric',
} as const satisfies Columns

const SALE_COLUMNS = {
  order_id: 'bigint',
  id: 'bigint',
  agreement_id: 'bigint',
  reason: 'text',
  happened_at: 'timestamptz',
  counted_at: 'timestamptz',
  action_type: 'text',
  line_type: 'text',
  quantity: 'integer',
  total_amount: 'numeric',
  discount_before_tax: 'numeric',
  discount_after_tax: 'numeric',
  tax_amount: 'numeric',
  currency_code: 'text',
  presentment_total: 'numeric',
  presentment_currency_code: 'text',
  line_item_id: 'bigint',
  product_id: 'bigint',
  variant_id: 'bigint',
} as const satisfies Columns

const REFUND_COLUMNS = {
  order_id: 'bigint',
  id: 'bigint',
  created_at: 'timestamptz',
  processed_at: 'timestamptz',
  updated_at: 'timestamptz',
  total_refunded: 'numeric',
  currency_code: 'text',
} as const satisfies Columns

/**
 * When a row of the ledger counts. The placing agreement's rows count on the order date, so that
 * imported history lands on its own days; every other row counts when it happened (metrics.md).
 */
function countedAt(order: OrderInput, sale: SaleInput): string {
  return sale.reason === 'ORDER' ? order.processedAt : sale.happenedAt
}

/**
 * Orders and their children as rows of four tables in Postgres' form. Nothing is kept of an order that
 * was added but its bytes, so the garbage collector finds nothing to move.
 */
export class OrderRows {
  readonly orders = new EncodedRows(ORDER_COLUMNS)
  readonly order_lines = new EncodedRows(LINE_COLUMNS)
  readonly sales = new EncodedRows(SALE_COLUMNS)
  readonly refunds = new EncodedRows(REFUND_COLUMNS)

  /** @param hash its content's, hex */
  add(order: OrderInput, hash: string): void {
    this.#addOrder(order, hash)
    for (const line of order.lines) this.#addLine(order, line)
    for (const sale of order.sales) this.#addSale(order, sale)
    for (const refund of order.refunds) this.#addRefund(order, refund)
  }

  /** Forgets all rows, and keeps the memory for others. */
  clear(): void {
    for (const rows of [this.orders, this.order_lines, this.sales, this.refunds]) rows.clear()
  }

  #addOrder(order: OrderInput, hash: string): void {
    const { to } = this.orders
    to.id.put(order.id)
    to.name.put(order.name)
    to.customer_id.put(order.customerId)
    to.processed_at.put(order.processedAt)
    to.created_at.put(order.createdAt)
    to.updated_at.put(order.updatedAt)
    to.cancelled_at.put(order.cancelledAt)
    to.cancel_reason.put(order.cancelReason)
    to.test.put(order.test)
    to.currency_code.put(order.currencyCode)
    to.presentment_currency_code.put(order.presentmentCurrencyCode)
    to.financial_status.put(order.financialStatus)
    to.fulfillment_status.put(order.fulfillmentStatus)
    to.source_name.put(order.sourceName)
    to.country_code.put(order.countryCode)
    to.original_total.put(order.originalTotal)
    to.current_total.put(order.currentTotal)
    to.total_refunded.put(order.totalRefunded)
    to.cash_rounding.put(order.cashRounding)
    to.refund_discrepancy.put(order.refundDiscrepancy)
    to.ledger_difference.put(ledgerDifference(order))
    to.content_hash.put(hash)
  }

  #addLine(order: OrderInput, line: OrderLineInput): void {
    const { to } = this.order_lines
    to.order_id.put(order.id)
    to.id.put(line.id)
    to.product_id.put(line.productId)
    to.variant_id.put(line.variantId)
    to.title.put(line.title)
    to.sku.put(line.sku)
    to.quantity.put(line.quantity)
    to.current_quantity.put(line.currentQuantity)
    to.is_gift_card.put(line.isGiftCard)
    to.unit_price.put(line.unitPrice)
  }

  /** Product and variant are those of the order's line that the row is about. */
  #addSale(order: OrderInput, sale: SaleInput): void {
    const { lineItemId } = sale
    const line = lineItemId === null ? undefined : order.lines.find(({ id }) => id === lineItemId)
    const { to } = this.sales
    to.order_id.put(order.id)
    to.id.put(sale.id)
    to.agreement_id.put(sale.agreementId)
    to.reason.put(sale.reason)
    to.happened_at.put(sale.happenedAt)
    to.counted_at.put(countedAt(order, sale))
    to.action_type.put(sale.actionType)
    to.line_type.put(sale.lineType)
    to.quantity.put(sale.quantity)
    to.total_amount.put(sale.totalAmount)
    to.discount_before_tax.put(sale.discountBeforeTax)
    to.discount_after_tax.put(sale.discountAfterTax)
    to.tax_amount.put(sale.taxAmount)
    to.currency_code.put(sale.currencyCode)
    to.presentment_total.put(sale.presentmentTotal)
    to.presentment_currency_code.put(sale.presentmentCurrencyCode)
    to.line_item_id.put(lineItemId)
    to.product_id.put(line?.productId)
    to.variant_id.put(line?.variantId)
  }

  #addRefund(order: OrderInput, refund: RefundInput): void {
    const { to } = this.refunds
    to.order_id.put(order.id)
    to.id.put(refund.id)
    to.created_at.put(refund.createdAt)
    to.processed_at.put(refund.processedAt)
    to.updated_at.put(refund.updatedAt)
    to.total_refunded.put(refund.totalRefunded)
    to.currency_code.put(refund.currencyCode)
  }
}
