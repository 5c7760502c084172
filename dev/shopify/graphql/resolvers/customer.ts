import type { Customer } from '../../world/model.ts'
import { toGlobalId } from '../global-id.ts'
import { toMoneyV2 } from '../money.ts'
import { paginate, paginateArray } from '../paging/connection.ts'
import { orderRows } from '../paging/sorted-view.ts'
import { typeResolvers } from '../resolver.ts'
import type { Resolver } from '../resolver.ts'
import { compileSearch } from '../search/compile.ts'
import { findOrder } from '../visibility.ts'
import { emptyConnection, emptyList, metafields, nothing } from './absent.ts'
import { toAddress } from './address.ts'
import { orderCollection, readSortKey } from './collection.ts'
import { subjectEvents } from './event.ts'
import { takeFirst } from './list.ts'

function displayName({ id, firstName, lastName, email, phone }: Customer): string {
  const name = [firstName, lastName].filter(Boolean).join(' ')
  return name || email || phone || `Customer ${id}`
}

const orders: Resolver<Customer> = (customer, args, context, info) => {
  const rows = customer.orderIds.flatMap((id) => findOrder(context, id) ?? [])
  return paginate(orderRows(rows, readSortKey(orderCollection.sortKeys, args, info)), {
    args,
    matches: compileSearch(orderCollection.searchFields(context), args, context, info),
    toNode: (order) => order,
  })
}

/** `Customer`. */
export const customer = typeResolvers<Customer>({
  ...metafields,
  id: ({ id }) => toGlobalId('Customer', id),
  legacyResourceId: ({ id }) => id,
  displayName,
  firstName: ({ firstName }) => firstName,
  lastName: ({ lastName }) => lastName,
  email: ({ email }) => email,
  phone: ({ phone }) => phone,
  defaultEmailAddress: (source) => (source.email === null ? null : source),
  defaultPhoneNumber: (source) => (source.phone === null ? null : source),
  verifiedEmail: ({ verifiedEmail }) => verifiedEmail,
  state: ({ state }) => state,
  locale: ({ locale }) => locale,
  note: ({ note }) => note,
  tags: ({ tags }) => tags,
  taxExempt: ({ taxExempt }) => taxExempt,
  taxExemptions: emptyList,
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
  amountSpent: ({ summary }, _, { state }) =>
    toMoneyV2(summary.amountSpent, state.shop.currencyCode),
  numberOfOrders: ({ summary }) => summary.numberOfOrders,
  lastOrder: ({ summary }, _, context) => findOrder(context, summary.lastOrderId),
  orders,
  canDelete: ({ orderIds }) => orderIds.length === 0,
  defaultAddress: ({ addresses, defaultAddressId }) =>
    toAddress(
      addresses.find(({ id }) => id === defaultAddressId),
      'CustomerAddress',
    ),
  addresses: ({ addresses }, args) =>
    takeFirst(
      addresses.map((address) => toAddress(address, 'CustomerAddress')),
      args,
    ),
  addressesV2: ({ addresses }, args) =>
    paginateArray(addresses, ({ id }) => id, {
      args,
      toNode: (address) => toAddress(address, 'CustomerAddress'),
    }),
  emailMarketingConsent: ({ email, emailMarketing }) =>
    email === null
      ? null
      : { marketingState: emailMarketing, marketingOptInLevel: null, consentUpdatedAt: null },
  validEmailAddress: ({ email }) => email !== null,
  mergeable: () => ({ isMergeable: true, errorFields: [], reason: null, mergeInProgress: null }),
  statistics: () => ({ predictedSpendTier: null, rfmGroup: null }),
  productSubscriberStatus: () => 'NEVER_SUBSCRIBED',
  subscriptionContracts: emptyConnection,
  dataSaleOptOut: () => false,
  hasTimelineComment: () => false,
  events: subjectEvents('CUSTOMER'),
  companyContactProfiles: emptyList,
  multipassIdentifier: nothing,
})

/** `CustomerEmailAddress` of a customer that has one. */
export const customerEmailAddress = typeResolvers<Customer>({
  emailAddress: ({ email }) => email,
  marketingState: ({ emailMarketing }) => emailMarketing,
  validFormat: () => true,
  marketingOptInLevel: nothing,
  marketingUpdatedAt: nothing,
  sourceLocation: nothing,
})

/** `CustomerPhoneNumber` of a customer that has one. */
export const customerPhoneNumber = typeResolvers<Customer>({
  phoneNumber: ({ phone }) => phone,
})
