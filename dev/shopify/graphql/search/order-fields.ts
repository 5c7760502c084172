import type { Order, ShopState } from '../../world/model.ts'
import type { SearchFields } from './compile.ts'
import {
  booleanField,
  choiceField,
  idField,
  keywordField,
  numberField,
  textField,
  timeField,
} from './field.ts'

const isPaidAs = (status: Order['financialStatus']) => (order: Order) =>
  order.financialStatus === status
const isFulfilledAs = (status: Order['fulfillmentStatus']) => (order: Order) =>
  order.fulfillmentStatus === status
const isOpen = ({ cancelledAt, closedAt }: Order) => cancelledAt === null && closedAt === null
const isReturned = ({ returns }: Order, open: boolean) =>
  returns.length > 0 && returns.some(({ status }) => status === 'OPEN') === open

/** The filters of `orders`. */
export function toOrderFields({ shop, customers }: ShopState): SearchFields<Order> {
  const nameOf = ({ customerId }: Order) => {
    const customer = customerId === null ? undefined : customers.get(customerId)
    return customer === undefined ? '' : `${customer.firstName ?? ''} ${customer.lastName ?? ''}`
  }
  return {
    default: textField((order) => [order.name, order.email, nameOf(order), ...order.tags]),
    id: idField(({ id }) => [id]),
    name: textField(({ name }) => [name]),
    confirmation_number: keywordField(({ confirmationNumber }) => [confirmationNumber]),
    created_at: timeField(({ createdAt }) => createdAt),
    processed_at: timeField(({ processedAt }) => processedAt),
    updated_at: timeField(({ updatedAt }) => updatedAt),
    customer_id: idField(({ customerId }) => (customerId === null ? [] : [customerId])),
    email: textField(({ email }) => [email]),
    test: booleanField(({ test }) => test),
    status: choiceField({
      open: isOpen,
      closed: ({ closedAt }) => closedAt !== null,
      cancelled: ({ cancelledAt }) => cancelledAt !== null,
      not_closed: ({ closedAt }) => closedAt === null,
    }),
    financial_status: choiceField({
      authorized: isPaidAs('AUTHORIZED'),
      paid: isPaidAs('PAID'),
      partially_paid: isPaidAs('PARTIALLY_PAID'),
      partially_refunded: isPaidAs('PARTIALLY_REFUNDED'),
      pending: isPaidAs('PENDING'),
      refunded: isPaidAs('REFUNDED'),
      voided: isPaidAs('VOIDED'),
      expired: () => false,
    }),
    fulfillment_status: choiceField({
      fulfilled: isFulfilledAs('FULFILLED'),
      shipped: isFulfilledAs('FULFILLED'),
      partial: isFulfilledAs('PARTIALLY_FULFILLED'),
      unfulfilled: isFulfilledAs('UNFULFILLED'),
      unshipped: isFulfilledAs('UNFULFILLED'),
      scheduled: () => false,
      on_hold: () => false,
      request_declined: () => false,
    }),
    return_status: choiceField({
      no_return: ({ returns }) => returns.length === 0,
      in_progress: (order) => isReturned(order, true),
      returned: (order) => isReturned(order, false),
      return_requested: () => false,
      inspection_complete: () => false,
      return_failed: () => false,
    }),
    source_name: keywordField(({ sourceName }) => [sourceName]),
    source_identifier: keywordField(({ sourceIdentifier }) => [sourceIdentifier]),
    gateway: keywordField(({ paymentGatewayNames }) => paymentGatewayNames),
    payment_id: keywordField(({ transactions }) => transactions.map(({ paymentId }) => paymentId)),
    discount_code: keywordField(({ discountCodes }) => discountCodes.slice(0, 1)),
    sku: keywordField(({ lineItems }) => lineItems.map(({ sku }) => sku)),
    tag: keywordField(({ tags }) => tags),
    tag_not: (term, environment) => {
      const field = keywordField<Order>(({ tags }) => tags)(term, environment)
      return typeof field === 'function' ? (order) => !field(order) : field
    },
    current_total_price: numberField(
      ({ totals }) => totals.currentTotalPrice.shop / 10 ** shop.minorDigits,
    ),
    subtotal_line_items_quantity: numberField(({ totals }) => totals.subtotalLineItemsQuantity),
  }
}
