import type { Order } from '../model.ts'
import { drawCart, goodsLine } from '../orders/draw-cart.ts'
import { editOrder } from '../orders/edit.ts'
import { placeOrder } from '../orders/place.ts'
import { regionOf } from '../people.ts'
import type { ChangeContext } from './lifecycle.ts'
import { newOrder } from './orders.ts'
import { drawCustomer } from './people.ts'

/** An order of so many lines that no page holds them: a reseller buys one of everything. */
export function placeWholesale(context: ChangeContext, lineCount: number): Order {
  const { state, profile, random, at } = context
  const customer = drawCustomer(context)
  const cart = drawCart(state, profile, random, customer, { createdAt: at, processedAt: at })
  const lines = [...state.variants.values()].slice(0, lineCount).flatMap((variant) => {
    const product = state.products.get(variant.productId)
    if (product === undefined) return []
    return [
      {
        ...goodsLine(profile, product, variant),
        quantity: random.chance(0.9) ? 1 : 2,
        lineDiscount: random.chance(0.1) ? 1500 : null,
      },
    ]
  })
  return placeOrder(state, {
    ...cart,
    lines,
    orderDiscount: { kind: 'manual', title: 'Reseller', basisPoints: 5250 },
    payment: 'paid',
    test: false,
    tags: ['wholesale'],
  })
}

/** An order that was edited over and over: twice `rounds` agreements follow the first. */
export function placeMuchEdited(context: ChangeContext, rounds: number): Order {
  const { state, profile, random, at } = context
  const order = newOrder(context, { test: false, payment: 'paid' })
  const region = regionOf(profile, order.shippingAddress ?? order.billingAddress)
  const variants = [...state.variants.values()]
  const base = { taxes: region.taxes, discount: [], shippingDiscount: null, settle: false }
  for (let round = 0; round < rounds; round++) {
    const variant = random.pick(variants)
    const product = state.products.get(variant.productId)
    if (product === undefined) continue
    const when = at + round * 20_000
    editOrder(state, order, when, {
      ...base,
      add: [{ ...goodsLine(profile, product, variant), quantity: 2 }],
      remove: [],
    })
    const line = order.lineItems.at(-1)
    if (line === undefined) continue
    editOrder(state, order, when + 10_000, {
      ...base,
      add: [],
      remove: [{ line, quantity: round % 10 === 0 ? 1 : 2 }],
    })
  }
  return order
}
