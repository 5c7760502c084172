import type { OrderInput, SaleInput } from './inputs.ts'
import { ledgerDifference } from './ledger-difference.ts'
import type { Columns } from './statement.ts'

/** How an order and its children become rows. Each mapping names every column that it fills. */

export const ORDER_COLUMNS = {
  id: 'bigint',
  name: 'text',
  customer_id: 'bigint',
  processed_at: 'timestamptz',
  created_at: 'timestamptz',
  updated_at: 'timestamptz',
  cancelled_at: 'timestamptz',
  test: 'boolean',
  currency_code: 'text',
  presentment_currency_code: 'text',
  financial_status: 'text',
  fulfillment_status: 'text',
  source_name: 'text',
  original_total: 'numeric',
  current_total: 'numeric',
  total_refunded: 'numeric',
  cash_rounding: 'numeric',
  refund_discrepancy: 'numeric',
  ledger_difference: 'numeric',
} as const satisfies Columns

export function toOrderRow(order: OrderInput): Record<keyof typeof ORDER_COLUMNS, unknown> {
  return {
    id: order.id,
    name: order.name,
    customer_id: order.customerId,
    processed_at: order.processedAt,
    created_at: order.createdAt,
    updated_at: order.updatedAt,
    cancelled_at: order.cancelledAt,
    test: order.test,
    currency_code: order.currencyCode,
    presentment_currency_code: order.presentmentCurrencyCode,
    financial_status: order.financialStatus,
    fulfillment_status: order.fulfillmentStatus,
    source_name: order.sourceName,
    original_total: order.originalTotal,
    current_total: order.currentTotal,
    total_refunded: order.totalRefunded,
    cash_rounding: order.cashRounding,
    refund_discrepancy: order.refundDiscrepancy,
    ledger_difference: ledgerDifference(order),
  }
}

export const LINE_COLUMNS = {
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

export function toLineRows(order: OrderInput): Record<keyof typeof LINE_COLUMNS, unknown>[] {
  return order.lines.map((line) => ({
    order_id: order.id,
    id: line.id,
    product_id: line.productId,
    variant_id: line.variantId,
    title: line.title,
    sku: line.sku,
    quantity: line.quantity,
    current_quantity: line.currentQuantity,
    is_gift_card: line.isGiftCard,
    unit_price: line.unitPrice,
  }))
}

export const SALE_COLUMNS = {
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

/**
 * When a row of the ledger counts. The placing agreement's rows count on the order date, so that
 * imported history lands on its own days; every other row counts when it happened (metrics.md).
 */
export function countedAt(order: OrderInput, sale: SaleInput): string {
  return sale.reason === 'ORDER' ? order.processedAt : sale.happenedAt
}

/** The ledger. Product and variant are those of the order's line that the row is about. */
export function toSaleRows(order: OrderInput): Record<keyof typeof SALE_COLUMNS, unknown>[] {
  const lines = new Map(order.lines.map((line) => [line.id, line]))
  return order.sales.map((sale) => {
    const line = sale.lineItemId === null ? undefined : lines.get(sale.lineItemId)
    return {
      order_id: order.id,
      id: sale.id,
      agreement_id: sale.agreementId,
      reason: sale.reason,
      happened_at: sale.happenedAt,
      counted_at: countedAt(order, sale),
      action_type: sale.actionType,
      line_type: sale.lineType,
      quantity: sale.quantity,
      total_amount: sale.totalAmount,
      discount_before_tax: sale.discountBeforeTax,
      discount_after_tax: sale.discountAfterTax,
      tax_amount: sale.taxAmount,
      currency_code: sale.currencyCode,
      presentment_total: sale.presentmentTotal,
      presentment_currency_code: sale.presentmentCurrencyCode,
      line_item_id: sale.lineItemId,
      product_id: line?.productId ?? null,
      variant_id: line?.variantId ?? null,
    }
  })
}

export const REFUND_COLUMNS = {
  order_id: 'bigint',
  id: 'bigint',
  created_at: 'timestamptz',
  processed_at: 'timestamptz',
  updated_at: 'timestamptz',
  total_refunded: 'numeric',
  currency_code: 'text',
} as const satisfies Columns

export function toRefundRows(order: OrderInput): Record<keyof typeof REFUND_COLUMNS, unknown>[] {
  return order.refunds.map((refund) => ({
    order_id: order.id,
    id: refund.id,
    created_at: refund.createdAt,
    processed_at: refund.processedAt,
    updated_at: refund.updatedAt,
    total_refunded: refund.totalRefunded,
    currency_code: refund.currencyCode,
  }))
}
