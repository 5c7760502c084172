import type { Address, Order } from '../../world/model.ts'
import { toGlobalId } from '../global-id.ts'
import { Typed, typeResolvers } from '../resolver.ts'
import { findCustomer } from '../visibility.ts'
import { emptyConnection, emptyList, metafields, nothing } from './absent.ts'
import { toAddress } from './address.ts'
import { subjectEvents } from './event.ts'
import { orderLists } from './order-parts-lists.ts'
import { orderMoney } from './order-money.ts'

function isSameAddress(a: Address | null, b: Address | null): boolean {
  if (a === null || b === null) return false
  return JSON.stringify({ ...a, id: 0 }) === JSON.stringify({ ...b, id: 0 })
}

function returnStatus({ returns }: Order): string {
  if (returns.length === 0) return 'NO_RETURN'
  return returns.some(({ status }) => status === 'OPEN') ? 'IN_PROGRESS' : 'RETURNED'
}

function hasPaid({ transactions }: Order): boolean {
  return transactions.some(
    ({ kind, status }) => status === 'SUCCESS' && (kind === 'SALE' || kind === 'CAPTURE'),
  )
}

/** `Order`. */
export const order = typeResolvers<Order>({
  ...orderMoney,
  ...orderLists,
  ...metafields,
  id: ({ id }) => toGlobalId('Order', id),
  legacyResourceId: ({ id }) => id,
  name: ({ name }) => name,
  number: ({ number }) => number,
  confirmationNumber: ({ confirmationNumber }) => confirmationNumber,
  createdAt: ({ createdAt }) => createdAt,
  processedAt: ({ processedAt }) => processedAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  cancelledAt: ({ cancelledAt }) => cancelledAt,
  cancelReason: ({ cancelReason }) => cancelReason,
  cancellation: ({ cancelledAt }) => (cancelledAt === null ? null : { staffNote: null }),
  closed: ({ closedAt }) => closedAt !== null,
  closedAt: ({ closedAt }) => closedAt,
  confirmed: () => true,
  test: ({ test }) => test,
  edited: ({ edited }) => edited,
  taxesIncluded: ({ taxesIncluded }) => taxesIncluded,
  dutiesIncluded: ({ dutiesIncluded }) => dutiesIncluded,
  estimatedTaxes: () => false,
  taxExempt: ({ customerId }, _, context) => findCustomer(context, customerId)?.taxExempt ?? false,
  currencyCode: ({ currencyCode }) => currencyCode,
  presentmentCurrencyCode: ({ presentmentCurrencyCode }) => presentmentCurrencyCode,
  displayFinancialStatus: ({ financialStatus }) => financialStatus,
  displayFulfillmentStatus: ({ fulfillmentStatus }) => fulfillmentStatus,
  returnStatus,
  sourceName: ({ sourceName }) => sourceName,
  sourceIdentifier: ({ sourceIdentifier }) => sourceIdentifier,
  note: ({ note }) => note,
  tags: ({ tags }) => tags,
  paymentGatewayNames: ({ paymentGatewayNames }) => paymentGatewayNames,
  discountCode: ({ discountCodes }) => discountCodes[0] ?? null,
  discountCodes: ({ discountCodes }) => discountCodes,
  customer: ({ customerId }, _, context) => findCustomer(context, customerId),
  purchasingEntity: ({ customerId }, _, context) => {
    const customer = findCustomer(context, customerId)
    return customer && new Typed('Customer', customer)
  },
  customerLocale: ({ customerLocale }) => customerLocale,
  email: ({ email }) => email,
  phone: ({ phone }) => phone,
  canNotifyCustomer: ({ email }) => email !== null,
  billingAddress: ({ billingAddress }) => toAddress(billingAddress, 'Address'),
  shippingAddress: ({ shippingAddress }) => toAddress(shippingAddress, 'Address'),
  displayAddress: ({ billingAddress, shippingAddress }) =>
    toAddress(shippingAddress ?? billingAddress, 'Address'),
  billingAddressMatchesShippingAddress: ({ billingAddress, shippingAddress }) =>
    isSameAddress(billingAddress, shippingAddress),
  subtotalLineItemsQuantity: ({ totals }) => totals.subtotalLineItemsQuantity,
  currentSubtotalLineItemsQuantity: ({ totals }) => totals.currentSubtotalLineItemsQuantity,
  totalWeight: ({ totals }) => totals.totalWeightGrams,
  currentTotalWeight: ({ totals }) => totals.currentTotalWeightGrams,
  capturable: ({ totals }) => totals.totalCapturable.presentment > 0,
  fullyPaid: ({ totals }) => totals.totalReceived.presentment >= totals.totalPrice.presentment,
  unpaid: ({ totals }) => totals.totalReceived.presentment === 0,
  refundable: (source) => hasPaid(source) && source.totals.netPayment.presentment > 0,
  fulfillable: ({ cancelledAt, lineItems }) =>
    cancelledAt === null && lineItems.some((line) => line.unfulfilledQuantity > 0),
  requiresShipping: ({ lineItems }) => lineItems.some((line) => line.requiresShipping),
  merchantEditable: ({ cancelledAt }) => cancelledAt === null,
  customerAcceptsMarketing: ({ customerId }, _, context) =>
    findCustomer(context, customerId)?.emailMarketing === 'SUBSCRIBED',
  risk: () => ({ assessments: [], recommendation: 'NONE' }),
  hasTimelineComment: () => false,
  localizedFields: emptyConnection,
  alerts: emptyList,
  events: subjectEvents('ORDER'),
  customAttributes: emptyList,
  disputes: emptyList,
  paymentTerms: nothing,
  shopifyProtect: nothing,
  poNumber: nothing,
})
