import { isDeepStrictEqual } from 'node:util'
import type { Customer, Order, Product, ShopState } from '../world/model.ts'
import type { ShopChange } from '../world/journal.ts'
import { toCustomerPayload, toDeletedCustomerPayload, toMergePayload } from './payloads/customer.ts'
import { toDeletedOrderPayload, toEditPayload, toOrderPayload } from './payloads/order.ts'
import { toDeletedProductPayload, toProductPayload } from './payloads/product.ts'
import { toRefundPayload, toTransactionPayload } from './payloads/refund.ts'
import type { Payload, Rendering } from './payloads/render.ts'

/** Something that a topic tells of. */
export interface WebhookEvent {
  /** "orders/create". */
  topic: string
  /** Made only where somebody subscribed. */
  render: (rendering: Rendering) => Payload
}

/** What a change of a shop is worth telling, in Shopify's topics. */
export function toEvents(state: ShopState, { touched, merges }: ShopChange): WebhookEvent[] {
  const events: WebhookEvent[] = []
  const products = new Map<number, Product | null>()
  const withVariants = new Set<number>()
  for (const one of touched) {
    if (one.kind === 'orders') events.push(...tellOrder(one.before, state.orders.get(one.id)))
    if (one.kind === 'customers') {
      events.push(...tellCustomer(one.before, state.customers.get(one.id)))
    }
    if (one.kind === 'products') products.set(one.id, one.before)
    if (one.kind === 'variants') {
      const after = state.variants.get(one.id)
      if (!isDeepStrictEqual(one.before, after) && after) withVariants.add(after.productId)
    }
  }
  for (const id of new Set([...products.keys(), ...withVariants])) {
    const after = state.products.get(id)
    const before = products.get(id)
    // A variant has no topic of its own: its product is updated.
    const isUpdated = withVariants.has(id) || !isDeepStrictEqual(before, after)
    if (isUpdated) events.push(...tellProduct(before === undefined ? after : before, after))
  }
  for (const merge of merges) {
    events.push({ topic: 'customers/merge', render: () => toMergePayload(merge) })
  }
  return events
}

function tellProduct(
  before: Product | null | undefined,
  after: Product | undefined,
): WebhookEvent[] {
  if (after !== undefined) {
    const topic = before === null ? 'products/create' : 'products/update'
    return [{ topic, render: (rendering) => toProductPayload(rendering, after) }]
  }
  if (before === null || before === undefined) return []
  return [{ topic: 'products/delete', render: () => toDeletedProductPayload(before) }]
}

function tellCustomer(before: Customer | null, after: Customer | undefined): WebhookEvent[] {
  if (after === undefined) {
    if (before === null) return []
    return [{ topic: 'customers/delete', render: () => toDeletedCustomerPayload(before) }]
  }
  const render = (rendering: Rendering) => toCustomerPayload(rendering, after)
  if (before === null) return [{ topic: 'customers/create', render }]
  const isSame = isDeepStrictEqual(withoutOrders(before), withoutOrders(after))
  return isSame ? [] : [{ topic: 'customers/update', render }]
}

/** Losing an order is no change of the customer. */
function withoutOrders(customer: Customer) {
  return { ...customer, orderIds: [], summary: null }
}

function tellOrder(before: Order | null, after: Order | undefined): WebhookEvent[] {
  if (after === undefined) {
    if (before === null) return []
    return [{ topic: 'orders/delete', render: () => toDeletedOrderPayload(before) }]
  }
  if (before !== null && isDeepStrictEqual(before, after)) return []
  const render = (rendering: Rendering) => toOrderPayload(rendering, after)
  const topics = before === null ? ['orders/create'] : ['orders/updated']
  if (before?.financialStatus !== 'PAID' && after.financialStatus === 'PAID') {
    topics.push('orders/paid')
  }
  if (before !== null) {
    if (before.cancelledAt === null && after.cancelledAt !== null) topics.push('orders/cancelled')
    topics.push(...tellFulfillment(before, after))
  }
  const events: WebhookEvent[] = topics.map((topic) => ({ topic, render }))
  if (before !== null && countEdits(after) > countEdits(before)) {
    const renderEdit = (rendering: Rendering) => toEditPayload(rendering, after)
    events.push({ topic: 'orders/edited', render: renderEdit })
  }
  return [...events, ...tellTransactions(before, after), ...tellRefunds(before, after)]
}

function tellFulfillment(before: Order, after: Order): string[] {
  if (before.fulfillmentStatus === after.fulfillmentStatus) return []
  if (after.fulfillmentStatus === 'FULFILLED') return ['orders/fulfilled']
  return after.fulfillmentStatus === 'PARTIALLY_FULFILLED' ? ['orders/partially_fulfilled'] : []
}

function countEdits({ agreements }: Order): number {
  return agreements.filter(({ kind }) => kind === 'edit').length
}

/** Only transactions that came to an end one way or the other are told. */
function tellTransactions(before: Order | null, after: Order): WebhookEvent[] {
  const known = new Map(before?.transactions.map(({ id, status }) => [id, status]))
  return after.transactions
    .filter(({ id, status }) => status !== 'PENDING' && known.get(id) !== status)
    .map((transaction) => ({
      topic: 'order_transactions/create',
      render: (rendering) => toTransactionPayload(rendering, after, transaction),
    }))
}

function tellRefunds(before: Order | null, after: Order): WebhookEvent[] {
  const known = new Set(before?.refunds.map(({ id }) => id))
  return after.refunds
    .filter(({ id }) => !known.has(id))
    .map((refund) => ({
      topic: 'refunds/create',
      render: (rendering) => toRefundPayload(rendering, after, refund),
    }))
}
