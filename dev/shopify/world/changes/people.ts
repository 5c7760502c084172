import { recordEvent } from '../events.ts'
import { noteMerge } from '../journal.ts'
import type { Address, Customer } from '../model.ts'
import { planSummary, touch } from '../orders/finish.ts'
import { drawAddress, drawPhone } from '../people.ts'
import { beforeChange, beforeSilentChange } from '../snapshot.ts'
import type { ChangeContext } from './lifecycle.ts'
import { remove } from './orders.ts'

export function drawCustomer(context: ChangeContext): Customer | null {
  const id = context.random.pickOrNull(context.state.roster.customers)
  return id === null ? null : (context.state.customers.get(id) ?? null)
}

export function updateCustomer(context: ChangeContext, customer: Customer): void {
  const { state, profile, random, at } = context
  beforeChange(state, 'customers', customer.id)
  const what = random.int(0, 3)
  if (what === 0) customer.phone = drawPhone(profile, random)
  if (what === 1) customer.lastName = random.pick(profile.lastNames)
  if (what === 2) customer.tags = [...new Set([...customer.tags, random.pick(['vip', 'press'])])]
  if (what === 3) {
    const address = drawAddress(state, profile, random, customer)
    customer.addresses.push(address)
    customer.defaultAddressId = address.id
  }
  touch(customer, at)
}

/**
 * Merges two customers as Shopify does: the survivor keeps its id and gets the other's orders, whose
 * `updatedAt` stays as it was; the other is gone, and no destroy event says so.
 */
export function mergeCustomers(context: ChangeContext, survivor: Customer, other: Customer): void {
  const { state, at } = context
  beforeChange(state, 'customers', survivor.id)
  for (const id of other.orderIds) {
    beforeSilentChange(state, 'orders', id)
    const order = state.orders.get(id)
    if (order !== undefined) order.customerId = survivor.id
  }
  survivor.orderIds = [...survivor.orderIds, ...other.orderIds].sort((a, b) => a - b)
  survivor.addresses.push(...other.addresses)
  survivor.email ??= other.email
  survivor.phone ??= other.phone
  survivor.defaultAddressId ??= other.defaultAddressId
  state.customers.delete(other.id)
  remove(state.roster.customers, other.id)
  touch(survivor, at)
  planSummary(state, survivor, at)
  noteMerge(state, survivor.id, other.id)
  recordEvent(state, at, 'merge', 'CUSTOMER', survivor.id, String(survivor.id))
}

/**
 * Forgets a customer, as Shopify does after a request for it: nobody is behind the orders any more,
 * whose `updatedAt` stays as it was, and no destroy event says so.
 */
export function redactCustomer(context: ChangeContext, customer: Customer): void {
  const { state } = context
  for (const id of customer.orderIds) {
    beforeSilentChange(state, 'orders', id)
    const order = state.orders.get(id)
    if (order === undefined) continue
    order.customerId = null
    order.email = null
    order.phone = null
    order.billingAddress = nameless(order.billingAddress)
    order.shippingAddress = nameless(order.shippingAddress)
  }
  state.customers.delete(customer.id)
  remove(state.roster.customers, customer.id)
}

/** The place is kept: taxes follow from it. */
function nameless(address: Address | null): Address | null {
  const nobody = { firstName: null, lastName: null, company: null, phone: null }
  return address && { ...address, ...nobody, address1: null, address2: null }
}

/** Two customers to merge: the one that goes has orders, if any drawn one has. */
export function drawPair(context: ChangeContext): [survivor: Customer, other: Customer] | null {
  const survivor = drawCustomer(context)
  if (survivor === null) return null
  let other: Customer | null = null
  for (let attempt = 0; attempt < 12; attempt++) {
    const candidate = drawCustomer(context)
    if (candidate === null || candidate === survivor) continue
    other = candidate
    if (candidate.orderIds.length > 0) break
  }
  return other === null ? null : [survivor, other]
}

/** Deletes a customer, which Shopify allows only without orders. */
export function deleteCustomer(context: ChangeContext, customer: Customer): void {
  const { state, at } = context
  beforeChange(state, 'customers', customer.id)
  state.customers.delete(customer.id)
  remove(state.roster.customers, customer.id)
  recordEvent(state, at, 'destroy', 'CUSTOMER', customer.id, String(customer.id))
}

export function drawCustomerWithoutOrders(context: ChangeContext): Customer | null {
  for (let attempt = 0; attempt < 60; attempt++) {
    const customer = drawCustomer(context)
    if (customer !== null && customer.orderIds.length === 0) return customer
  }
  return null
}
