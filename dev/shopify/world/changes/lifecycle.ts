import { drawLine, tipLine } from '../orders/draw-cart.ts'
import { cancelOrder } from '../orders/cancel.ts'
import { editOrder, isUntouched } from '../orders/edit.ts'
import type { EditInput } from '../orders/edit.ts'
import { refundOrder, remainingLines } from '../orders/refund.ts'
import { refundReturn, returnGoods } from '../orders/return.ts'
import type { Instant, LineItem, Order, ShopState } from '../model.ts'
import { share, taxOf, zero } from '../money.ts'
import { planTask } from '../pending.ts'
import { regionOf } from '../people.ts'
import type { Profile } from '../profiles/index.ts'
import type { Random } from '../random.ts'

const dayMs = 86_400_000

/** What a change needs: the shop, its profile, chance, and the moment at which it happens. */
export interface ChangeContext {
  state: ShopState
  profile: Profile
  random: Random
  at: Instant
}

export const orderChanges = {
  partialRefund,
  fullRefund,
  adjustment,
  shippingRefund,
  goodsWithoutMoney,
  return: returnSome,
  payReturn,
  editAdd,
  editRemove,
  editDiscount,
  editTip,
  cancel,
}

export type OrderChange = keyof typeof orderChanges

/** How often each change befalls an order that something befalls. */
const lifecycleWeights: Record<Exclude<OrderChange, 'payReturn'>, number> = {
  partialRefund: 24,
  fullRefund: 12,
  adjustment: 10,
  shippingRefund: 5,
  goodsWithoutMoney: 2,
  return: 20,
  editAdd: 12,
  editRemove: 9,
  editDiscount: 8,
  editTip: 2,
  cancel: 14,
}

/** Lets something befall an order: what, is drawn; an open return is paid out first. */
export function liveOn(context: ChangeContext, order: Order): OrderChange | null {
  if (order.returns.some((item) => item.status === 'OPEN')) {
    return payReturn(context, order) ? 'payReturn' : null
  }
  const kind = context.random.weighted(lifecycleWeights)
  return orderChanges[kind](context, order) ? kind : null
}

/** Some of what is left, at least one unit of one line. */
function someLines(context: ChangeContext, order: Order, allowed = (_: LineItem) => true) {
  const { random } = context
  const open = remainingLines(order).filter(({ line }) => line.kind !== 'tip' && allowed(line))
  const first = random.pickOrNull(open)
  if (first === null) return []
  return open
    .filter((candidate) => candidate === first || random.chance(0.25))
    .map(({ line, quantity }) => ({ line, quantity: random.int(1, quantity) }))
}

function partialRefund(context: ChangeContext, order: Order): boolean {
  const lines = someLines(context, order)
  if (lines.length === 0) return false
  const { state, random, at } = context
  const adjusted = random.chance(0.15)
  const worth = lines[0]?.line.remaining.amount ?? zero()
  refundOrder(state, order, at, {
    lines,
    shippingHalves: random.chance(0.15) ? 1 : 0,
    fees: false,
    // Keeps a tenth back: the lines were worth more than what is given back.
    adjustment: adjusted
      ? { amount: share(worth, 1, 10), tax: zero(), lineType: 'ADJUSTMENT' }
      : null,
    restock: random.chance(0.7) ? 'RETURN' : 'NO_RESTOCK',
    money: true,
    note: random.chance(0.3) ? 'Arrived damaged' : null,
  })
  return true
}

function fullRefund(context: ChangeContext, order: Order): boolean {
  const lines = remainingLines(order)
  if (lines.length === 0) return false
  refundOrder(context.state, order, context.at, {
    lines,
    shippingHalves: 2,
    fees: true,
    adjustment: null,
    restock: 'RETURN',
    money: true,
    note: null,
  })
  return true
}

/** Gives money back without a line: an ADJUSTMENT row, rarely one of a type nobody knows. */
function adjustment(context: ChangeContext, order: Order): boolean {
  const { state, random, at } = context
  const kept = order.totals.netPayment
  if (kept.shop < 20) return false
  const amount = share(kept, -random.int(1, 5), 20)
  const rate = random.chance(0.2) ? order.totals.taxLines[0]?.ratePpm : undefined
  const tax = rate === undefined ? zero() : taxOf(share(amount, 1, 2), rate, false)
  const lineType = random.chance(0.06) ? 'UNKNOWN' : 'ADJUSTMENT'
  refundOrder(state, order, at, {
    lines: [],
    shippingHalves: 0,
    fees: false,
    adjustment: { amount: share(amount, 1, 2), tax, lineType },
    restock: 'NO_RESTOCK',
    money: true,
    note: random.chance(0.5) ? 'Goodwill' : null,
  })
  return true
}

function shippingRefund(context: ChangeContext, order: Order): boolean {
  const open = order.shippingLines.some(
    (l) => l.remaining.quantity > 0 && l.remaining.amount.shop > 0,
  )
  if (!open) return false
  refundOrder(context.state, order, context.at, {
    lines: [],
    shippingHalves: context.random.chance(0.5) ? 1 : 2,
    fees: false,
    adjustment: null,
    restock: 'NO_RESTOCK',
    money: true,
    note: 'Arrived late',
  })
  return true
}

function goodsWithoutMoney(context: ChangeContext, order: Order): boolean {
  const lines = someLines(context, order)
  if (lines.length === 0) return false
  refundOrder(context.state, order, context.at, {
    lines,
    shippingHalves: 0,
    fees: false,
    adjustment: null,
    restock: 'RETURN',
    money: false,
    note: 'Store credit outside of Shopify',
  })
  return true
}

function returnSome(context: ChangeContext, order: Order): boolean {
  const { state, profile, random, at } = context
  const lines = someLines(context, order, (line) => line.kind === 'product')
  if (lines.length === 0) return false
  returnGoods(state, order, at, {
    lines,
    reason: random.pick(['SIZE_TOO_SMALL', 'UNWANTED', 'DEFECTIVE', 'WRONG_ITEM', 'OTHER']),
    shippingFee: random.chance(0.5) ? profile.returnFee : null,
    restockingBasisPoints: random.chance(0.2) ? 1000 : null,
  })
  planTask(state, {
    at: at + random.int(1, 6) * dayMs,
    kind: 'lifecycle',
    subjectId: order.id,
    seed: random.seed(),
  })
  return true
}

function payReturn(context: ChangeContext, order: Order): boolean {
  const open = order.returns.find((item) => item.status === 'OPEN')
  if (open === undefined) return false
  refundReturn(context.state, order, context.at, open)
  return true
}

const noEdit = { add: [], remove: [], discount: [], shippingDiscount: null } as const

function edit(context: ChangeContext, order: Order, input: Partial<EditInput>): boolean {
  const region = regionOf(context.profile, order.shippingAddress ?? order.billingAddress)
  const settle = context.random.chance(0.7)
  editOrder(context.state, order, context.at, { ...noEdit, taxes: region.taxes, settle, ...input })
  return true
}

function editAdd(context: ChangeContext, order: Order): boolean {
  if (order.cancelledAt !== null) return false
  const { state, profile, random } = context
  const region = regionOf(profile, order.shippingAddress ?? order.billingAddress)
  const add = [{ ...drawLine(state, profile, random, region), lineDiscount: null }]
  return edit(context, order, { add })
}

function editTip(context: ChangeContext, order: Order): boolean {
  if (order.cancelledAt !== null) return false
  const { profile, random } = context
  return edit(context, order, {
    add: [tipLine(profile.tipTitle, random.pick(profile.tips), random.chance(0.3))],
  })
}

function editRemove(context: ChangeContext, order: Order): boolean {
  const { random } = context
  const lines = someLines(context, order, (line) => line.kind === 'product')
  if (lines.length === 0) return false
  const swap = random.chance(0.3) && order.cancelledAt === null
  const region = regionOf(context.profile, order.shippingAddress ?? order.billingAddress)
  const add = swap
    ? [{ ...drawLine(context.state, context.profile, random, region), lineDiscount: null }]
    : []
  return edit(context, order, { remove: lines, add })
}

function editDiscount(context: ChangeContext, order: Order): boolean {
  const { random } = context
  const line = random.pickOrNull(
    order.lineItems.filter((item) => isUntouched(item) && item.remaining.amount.shop > 0),
  )
  if (line === null) return false
  return edit(context, order, {
    discount: [{ line, basisPoints: random.pick([500, 1000, 2500, 3333]) }],
    shippingDiscount: random.chance(0.2) ? 5000 : null,
  })
}

function cancel(context: ChangeContext, order: Order): boolean {
  if (order.cancelledAt !== null || order.returns.some((item) => item.status === 'OPEN')) {
    return false
  }
  const reason = context.random.pick(['CUSTOMER', 'FRAUD', 'INVENTORY', 'OTHER', 'STAFF'] as const)
  cancelOrder(context.state, order, context.at, reason)
  return true
}
