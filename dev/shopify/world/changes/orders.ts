import { recordEvent } from '../events.ts'
import { endChange } from '../journal.ts'
import type { Customer, Instant, Order, ShopState } from '../model.ts'
import type { Cart } from '../orders/cart.ts'
import { drawCart } from '../orders/draw-cart.ts'
import { planSummary, refreshSummary, touch } from '../orders/finish.ts'
import { fulfilOrder } from '../orders/fulfil.ts'
import { placeOrder } from '../orders/place.ts'
import { planTask, takeDueTask } from '../pending.ts'
import { createCustomer } from '../people.ts'
import type { Profile } from '../profiles/index.ts'
import { Random } from '../random.ts'
import { beforeChange, beforeSilentChange } from '../snapshot.ts'
import { liveOn } from './lifecycle.ts'
import type { ChangeContext } from './lifecycle.ts'

const dayMs = 86_400_000

/** Whole seconds from now, between two numbers of days. */
function daysFrom(random: Random, at: Instant, low: number, high: number): Instant {
  return at + Math.floor((low + (high - low) * random.next()) * 86_400) * 1000
}

/**
 * Draws who orders next. Somebody who ordered before is drawn by order, not by person: who ordered
 * often is drawn often, and that makes the heavy tail of loyal customers.
 */
function drawBuyer(context: ChangeContext): Customer | null {
  const { state, profile, random, at } = context
  if (random.chance(profile.shares.guest)) return null
  const known = random.chance(profile.shares.newCustomer) ? null : drawKnown(state, random)
  return known ?? createCustomer(state, profile, random, at)
}

function drawKnown(state: ShopState, random: Random): Customer | null {
  if (random.chance(0.2)) {
    const id = random.pickOrNull(state.roster.customers)
    return id === null ? null : (state.customers.get(id) ?? null)
  }
  const id = random.pickOrNull(state.roster.orders)
  const customerId = id === null ? null : (state.orders.get(id)?.customerId ?? null)
  return customerId === null ? null : (state.customers.get(customerId) ?? null)
}

/** Somebody orders something, and what is to become of it is planned. */
export function newOrder(context: ChangeContext, overrides: Partial<Cart> = {}): Order {
  const { state, profile, random, at } = context
  const buyer = drawBuyer(context)
  const cart = drawCart(state, profile, random, buyer, { createdAt: at, processedAt: at })
  const order = placeOrder(state, { ...cart, ...overrides })
  planFate(context, order)
  return order
}

/** An order of another system: placed long ago, known to Shopify from now on. */
export function importOrder(context: ChangeContext, processedAt: Instant): Order {
  const { state, profile, random, at } = context
  const buyer = drawBuyer(context)
  const cart = drawCart(state, profile, random, buyer, {
    createdAt: at,
    processedAt,
    imported: true,
  })
  const order = placeOrder(state, cart)
  fulfilOrder(state, order, at)
  return order
}

function planFate(context: ChangeContext, order: Order): void {
  const { state, random, at } = context
  const unpaid = order.financialStatus === 'PENDING'
  if (!unpaid || random.chance(0.7)) {
    planTask(state, {
      at: daysFrom(random, at, 0.3, 5),
      kind: 'fulfil',
      subjectId: order.id,
      seed: random.seed(),
    })
  }
  if (random.chance(0.24)) planLife(context, order)
}

function planLife(context: ChangeContext, order: Order): void {
  const { state, random, at } = context
  const late = random.chance(0.06)
  planTask(state, {
    at: late ? daysFrom(random, at, 60, 400) : daysFrom(random, at, 0.05, 35),
    kind: 'lifecycle',
    subjectId: order.id,
    seed: random.seed(),
  })
}

/** Lets everything planned happen whose time has come, in its order and at its own time. */
export function settleShop(state: ShopState, profile: Profile, until: Instant): void {
  for (;;) {
    const task = takeDueTask(state, until)
    if (task === null) return
    if (task.kind === 'summary') {
      beforeSilentChange(state, 'customers', task.subjectId)
      refreshSummary(state, task.subjectId, task.at)
      continue
    }
    const order = state.orders.get(task.subjectId)
    if (order === undefined) continue
    beforeChange(state, 'orders', order.id)
    const context = { state, profile, random: new Random(task.seed), at: task.at }
    if (task.kind === 'fulfil') {
      if (order.cancelledAt === null) fulfilOrder(state, order, task.at)
    } else if (liveOn(context, order) !== null && context.random.chance(0.15)) {
      planLife(context, order)
    }
    endChange(state, task.at)
  }
}

/** Picks an order to change, recent ones more often. */
export function drawOrder(context: ChangeContext): Order | null {
  const ids = context.state.roster.orders
  const index = ids.length - 1 - Math.floor(context.random.next() ** 2.5 * ids.length)
  const id = ids[index]
  if (id === undefined) return null
  beforeChange(context.state, 'orders', id)
  return context.state.orders.get(id) ?? null
}

/** Picks an order to change that is more than a year old. */
export function drawOldOrder(context: ChangeContext): Order | null {
  const { state, random, at } = context
  const ids = state.roster.orders
  for (let attempt = 0; attempt < 20; attempt++) {
    const id = ids[Math.floor(random.next() ** 2 * ids.length)]
    const order = id === undefined ? undefined : state.orders.get(id)
    if (order === undefined || order.processedAt >= at - 365 * dayMs) continue
    beforeChange(state, 'orders', order.id)
    return order
  }
  return null
}

/** Deletes an order: it vanishes, and an event says so. Its customer's figures do not follow. */
export function deleteOrder(context: ChangeContext, order: Order): void {
  const { state, at } = context
  beforeChange(state, 'orders', order.id)
  beforeChange(state, 'customers', order.customerId)
  state.orders.delete(order.id)
  remove(state.roster.orders, order.id)
  const customer = order.customerId === null ? undefined : state.customers.get(order.customerId)
  if (customer !== undefined) remove(customer.orderIds, order.id)
  recordEvent(state, at, 'destroy', 'ORDER', order.id, order.name)
}

export function remove(ids: number[], id: number): void {
  const index = ids.indexOf(id)
  if (index !== -1) ids.splice(index, 1)
}

/** Gives an order to another customer, or to nobody. */
export function reassignOrder(context: ChangeContext, order: Order, to: Customer | null): void {
  const { state, at } = context
  beforeChange(state, 'orders', order.id)
  beforeChange(state, 'customers', order.customerId)
  beforeChange(state, 'customers', to?.id ?? null)
  const from = order.customerId === null ? undefined : state.customers.get(order.customerId)
  if (from !== undefined) remove(from.orderIds, order.id)
  order.customerId = to?.id ?? null
  touch(order, at)
  if (to === null) return
  to.orderIds.push(order.id)
  to.orderIds.sort((a, b) => a - b)
  planSummary(state, to, at)
}
