import { toGlobalId } from '../../graphql/global-id.ts'
import { toMoneyScalar } from '../../graphql/money.ts'
import type { Address, Customer } from '../../world/model.ts'
import { personal, toLocalTime } from './render.ts'
import type { Payload, Rendering } from './render.ts'

/** customers/create and customers/update. */
export function toCustomerPayload(rendering: Rendering, customer: Customer): Payload {
  const { state } = rendering
  const { currencyCode } = state.shop
  const standard = customer.addresses.find(({ id }) => id === customer.defaultAddressId)
  return {
    id: customer.id,
    admin_graphql_api_id: toGlobalId('Customer', customer.id),
    created_at: toLocalTime(customer.createdAt, state),
    updated_at: toLocalTime(customer.updatedAt, state),
    first_name: personal(rendering, customer.firstName),
    last_name: personal(rendering, customer.lastName),
    email: personal(rendering, customer.email),
    phone: personal(rendering, customer.phone),
    state: customer.state.toLowerCase(),
    note: customer.note,
    verified_email: customer.verifiedEmail,
    tags: customer.tags.join(', '),
    currency: currencyCode,
    tax_exempt: customer.taxExempt,
    orders_count: customer.summary.numberOfOrders,
    total_spent: toMoneyScalar(customer.summary.amountSpent, currencyCode),
    last_order_id: customer.summary.lastOrderId,
    addresses: customer.addresses.map((address) => toAddressPayload(rendering, address)),
    default_address: standard === undefined ? null : toAddressPayload(rendering, standard),
  }
}

/** customers/delete. */
export function toDeletedCustomerPayload(customer: Customer): Payload {
  return { id: customer.id, admin_graphql_api_id: toGlobalId('Customer', customer.id) }
}

/** customers/merge. */
export function toMergePayload(merge: { kept: number; gone: number }): Payload {
  return {
    admin_graphql_api_customer_kept_id: toGlobalId('Customer', merge.kept),
    admin_graphql_api_customer_deleted_id: toGlobalId('Customer', merge.gone),
    admin_graphql_api_job_id: null,
    status: 'completed',
    errors: [],
  }
}

/** An address of a customer or an order. */
export function toAddressPayload(rendering: Rendering, address: Address): Payload {
  return {
    first_name: personal(rendering, address.firstName),
    last_name: personal(rendering, address.lastName),
    company: personal(rendering, address.company),
    address1: personal(rendering, address.address1),
    address2: personal(rendering, address.address2),
    phone: personal(rendering, address.phone),
    city: personal(rendering, address.city),
    zip: personal(rendering, address.zip),
    province: address.province,
    province_code: address.provinceCode,
    country: address.country,
    country_code: address.countryCode,
  }
}
