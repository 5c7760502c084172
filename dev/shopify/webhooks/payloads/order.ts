import { toGlobalId } from '../../graphql/global-id.ts'
import type { LineItem, Order, ShippingLine, TaxLine } from '../../world/model.ts'
import { toAddressPayload, toCustomerPayload } from './customer.ts'
import { toRefundPayload } from './refund.ts'
import { personal, toLocalTime, toPrice, toPriceSet } from './render.ts'
import type { Payload, Rendering } from './render.ts'

/** orders/create, updated, paid, cancelled, fulfilled: the same shape for all. */
export function toOrderPayload(rendering: Rendering, order: Order): Payload {
  const { state } = rendering
  const { totals } = order
  const { billingAddress, shippingAddress } = order
  const customer = state.customers.get(order.customerId ?? 0)
  return {
    id: order.id,
    admin_graphql_api_id: toGlobalId('Order', order.id),
    name: order.name,
    number: order.number - 1000,
    order_number: order.number,
    confirmation_number: order.confirmationNumber,
    created_at: toLocalTime(order.createdAt, state),
    processed_at: toLocalTime(order.processedAt, state),
    updated_at: toLocalTime(order.updatedAt, state),
    cancelled_at: toLocalTime(order.cancelledAt, state),
    cancel_reason: order.cancelReason?.toLowerCase() ?? null,
    closed_at: toLocalTime(order.closedAt, state),
    confirmed: true,
    test: order.test,
    currency: order.currencyCode,
    presentment_currency: order.presentmentCurrencyCode,
    taxes_included: order.taxesIncluded,
    financial_status: order.financialStatus.toLowerCase(),
    fulfillment_status: toFulfillmentStatus(order),
    email: personal(rendering, order.email),
    contact_email: personal(rendering, order.email),
    phone: personal(rendering, order.phone),
    note: order.note,
    tags: order.tags.join(', '),
    source_name: order.sourceName,
    customer_locale: order.customerLocale,
    payment_gateway_names: order.paymentGatewayNames,
    discount_codes: order.discountCodes.map((code) => ({ code })),
    total_price: toPrice(totals.totalPrice, order),
    total_price_set: toPriceSet(totals.totalPrice, order),
    current_total_price: toPrice(totals.currentTotalPrice, order),
    current_total_price_set: toPriceSet(totals.currentTotalPrice, order),
    subtotal_price: toPrice(totals.subtotalPrice, order),
    current_subtotal_price: toPrice(totals.currentSubtotalPrice, order),
    total_tax: toPrice(totals.totalTax, order),
    current_total_tax: toPrice(totals.currentTotalTax, order),
    total_discounts: toPrice(totals.totalDiscounts, order),
    current_total_discounts: toPrice(totals.currentTotalDiscounts, order),
    total_shipping_price_set: toPriceSet(totals.totalShippingPrice, order),
    total_outstanding: toPrice(totals.totalOutstanding, order),
    total_weight: totals.totalWeightGrams,
    total_tip_received: toPrice(totals.totalTipReceived, order),
    customer: customer === undefined ? null : toCustomerPayload(rendering, customer),
    billing_address: billingAddress && toAddressPayload(rendering, billingAddress),
    shipping_address: shippingAddress && toAddressPayload(rendering, shippingAddress),
    line_items: order.lineItems.map((line) => toLinePayload(order, line)),
    shipping_lines: order.shippingLines.map((line) => toShippingPayload(order, line)),
    refunds: order.refunds.map((refund) => toRefundPayload(rendering, order, refund)),
    tax_lines: totals.taxLines.map((line) => toTaxPayload(order, line)),
  }
}

/** orders/delete. */
export function toDeletedOrderPayload(order: Order): Payload {
  return { id: order.id }
}

/** orders/edited: what the last edit added, took away and discounted, not the order. */
export function toEditPayload({ state }: Rendering, order: Order): Payload {
  const edit = order.agreements.findLast(({ kind }) => kind === 'edit')
  const sales = edit?.sales ?? []
  const changes = (actionTypes: readonly string[]) =>
    sales
      .filter(({ actionType, lineType }) => actionTypes.includes(actionType) && lineType !== 'DUTY')
      .map(({ subjectId, quantity }) => ({ id: subjectId, delta: quantity }))
  const at = toLocalTime(edit?.happenedAt ?? order.updatedAt, state)
  return {
    order_edit: {
      id: edit?.id ?? null,
      app_id: null,
      order_id: order.id,
      created_at: at,
      committed_at: at,
      notify_customer: false,
      staff_note: null,
      user_id: null,
      line_items: { additions: changes(['ORDER']), removals: changes(['RETURN']) },
      discounts: {
        line_item: changes(['UPDATE']).map(({ id }) => ({ line_item_id: id })),
      },
    },
  }
}

function toFulfillmentStatus({ fulfillmentStatus }: Order): string | null {
  if (fulfillmentStatus === 'FULFILLED') return 'fulfilled'
  return fulfillmentStatus === 'PARTIALLY_FULFILLED' ? 'partial' : null
}

function toLinePayload(order: Order, line: LineItem): Payload {
  return {
    id: line.id,
    admin_graphql_api_id: toGlobalId('LineItem', line.id),
    product_id: line.productId,
    variant_id: line.variantId,
    title: line.title,
    variant_title: line.variantTitle,
    name: [line.title, line.variantTitle].filter(Boolean).join(' - '),
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    current_quantity: line.currentQuantity,
    fulfillable_quantity: line.unfulfilledQuantity,
    price: toPrice(line.originalUnitPrice, order),
    price_set: toPriceSet(line.originalUnitPrice, order),
    total_discount: toPrice(line.totalDiscount, order),
    gift_card: line.kind === 'gift_card',
    taxable: line.taxable,
    requires_shipping: line.requiresShipping,
    grams: line.weightGrams,
    tax_lines: line.taxLines.map((tax) => toTaxPayload(order, tax)),
  }
}

function toShippingPayload(order: Order, line: ShippingLine): Payload {
  return {
    id: line.id,
    title: line.title,
    code: line.code,
    source: line.source,
    price: toPrice(line.originalPrice, order),
    discounted_price: toPrice(line.discountedPrice, order),
    is_removed: line.isRemoved,
    tax_lines: line.taxLines.map((tax) => toTaxPayload(order, tax)),
  }
}

function toTaxPayload(order: Order, { title, ratePpm, price }: TaxLine): Payload {
  return { title, rate: ratePpm / 1_000_000, price: toPrice(price, order) }
}
