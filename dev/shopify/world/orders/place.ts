import { openBalance } from '../balance.ts'
import { recordEvent } from '../events.ts'
import { nextId } from '../ids.ts'
import { noteMade } from '../journal.ts'
import { addAgreement, saleRow } from '../ledger.ts'
import type { Order, Sale, ShippingLine, ShopState } from '../model.ts'
import { exchange, isZero, share } from '../money.ts'
import { beforeChange } from '../snapshot.ts'
import { sumUp } from '../totals.ts'
import { addAdditionalFee } from './additional-fee.ts'
import type { Cart } from './cart.ts'
import { allocateDiscounts } from './discounts.ts'
import { finishPayment, touch } from './finish.ts'
import { addLine, lineSales, toTaxLines } from './lines.ts'
import { openOrder } from './open-order.ts'
import { addTransaction, pay } from './payments.ts'

/** Turns a cart into an order with its placing agreement and its payment. */
export function placeOrder(state: ShopState, cart: Cart): Order {
  const { counters } = state
  const order = openOrder(state, cart)
  const allocations = allocateDiscounts(order, cart)
  const sales: Sale[] = []
  cart.lines.forEach((line, index) => {
    const item = addLine(counters, order, line, {
      taxes: cart.taxes,
      discounts: allocations[index] ?? [],
      addedByEdit: false,
    })
    sales.push(...lineSales(counters, order, item))
  })
  if (cart.shipping !== null) sales.push(addShipping(state, order, cart, cart.shipping))
  if (cart.additionalFee !== null) {
    sales.push(addAdditionalFee(state, order, cart, cart.additionalFee))
  }
  addAgreement(counters, order, { kind: 'order', happenedAt: cart.createdAt, sales })

  order.totals = sumUp(order)
  order.totals.originalTotalPrice = order.totals.totalPrice
  order.totals.originalTotalDuties = order.totals.currentTotalDuties
  order.totals.originalTotalAdditionalFees = order.totals.currentTotalAdditionalFees
  takePayment(state, order, cart)
  register(state, order)
  finishPayment(state, order, cart.createdAt)
  return order
}

function register(state: ShopState, order: Order): void {
  beforeChange(state, 'customers', order.customerId)
  state.orders.set(order.id, order)
  noteMade(state, 'orders', order.id)
  state.roster.orders.push(order.id)
  const customer = order.customerId === null ? undefined : state.customers.get(order.customerId)
  if (customer !== undefined) {
    customer.orderIds.push(order.id)
    touch(customer, order.createdAt)
  }
  recordEvent(state, order.createdAt, 'placed', 'ORDER', order.id, order.name)
}

function addShipping(
  state: ShopState,
  order: Order,
  cart: Cart,
  rate: NonNullable<Cart['shipping']>,
): Sale {
  const rates = cart.taxes.filter((tax) => tax.onShipping)
  const price = exchange(rate.price, order)
  const discount = share(price, rate.discount, 10_000)
  const remaining = openBalance(
    2,
    price,
    discount,
    rates.map((tax) => tax.ratePpm),
    order.taxesIncluded,
  )
  const line: ShippingLine = {
    id: nextId(state.counters, 'ShippingLine'),
    title: rate.title,
    code: rate.code,
    source: 'shopify',
    carrierIdentifier: null,
    custom: false,
    isRemoved: false,
    originalPrice: price,
    discountedPrice: remaining.amount,
    currentDiscountedPrice: remaining.amount,
    discountAllocations: [],
    taxLines: toTaxLines(
      rates.map(({ title, ratePpm }) => ({ title, ratePpm })),
      remaining.taxes,
    ),
    remaining,
  }
  if (!isZero(discount)) {
    const index = order.discountApplications.length
    order.discountApplications.push({
      index,
      kind: 'automatic',
      code: null,
      title: 'Free shipping',
      description: null,
      level: 'ORDER',
      allocationMethod: 'EACH',
      targetSelection: 'ALL',
      targetType: 'SHIPPING_LINE',
      value: { kind: 'percentage', basisPoints: rate.discount },
    })
    line.discountAllocations.push({ applicationIndex: index, amount: discount })
  }
  order.shippingLines.push(line)
  return saleRow(state.counters, order, {
    actionType: 'ORDER',
    lineType: 'SHIPPING',
    quantity: 1,
    subjectId: line.id,
    part: remaining,
    taxLines: line.taxLines,
    sign: 1,
  })
}

function takePayment(state: ShopState, order: Order, cart: Cart): void {
  const total = order.totals.totalPrice
  const at = cart.createdAt
  if (total.shop <= 0) return
  if (cart.failedFirst) {
    addTransaction(state, order, at, { kind: 'SALE', amount: total, status: 'FAILURE' })
  }
  switch (cart.payment) {
    case 'paid':
      return pay(state, order, at, total, cart.giftCardTender)
    case 'partial':
      return pay(state, order, at, share(total, 1, 2))
    case 'pending':
      addTransaction(state, order, at, {
        kind: 'SALE',
        amount: total,
        status: 'PENDING',
        gateway: 'manual',
      })
      return
    case 'captured':
    case 'authorized': {
      const authorization = addTransaction(state, order, at, {
        kind: 'AUTHORIZATION',
        amount: total,
      })
      if (cart.payment === 'authorized') return
      addTransaction(state, order, at, {
        kind: 'CAPTURE',
        amount: total,
        parentId: authorization.id,
      })
      return
    }
  }
}
