import type { Order, Sale } from '../model.ts'
import { exchange, zero } from '../money.ts'
import type { CartLine } from '../orders/cart.ts'
import { drawCart, goodsLine, tipLine } from '../orders/draw-cart.ts'
import { editOrder } from '../orders/edit.ts'
import { placeOrder } from '../orders/place.ts'
import { refundOrder } from '../orders/refund.ts'
import { refundReturn, returnGoods } from '../orders/return.ts'
import { regionOf } from '../people.ts'
import type { ChangeContext } from './lifecycle.ts'
import { drawCustomer } from './people.ts'

const hourMs = 3_600_000

/**
 * An order with a ledger row of every type and action, and an agreement of every reason, so that the
 * smallest world has them all.
 */
export function placeSampler(context: ChangeContext): Order {
  const { state, profile, random, at } = context
  const customer = drawCustomer(context)
  const cart = drawCart(state, profile, random, customer, { createdAt: at, processedAt: at })
  const order = placeOrder(state, {
    ...cart,
    lines: [...goods(context), tipLine(profile.tipTitle, profile.tips[0] ?? 100, false)],
    orderDiscount: null,
    shipping: { ...firstRate(context), discount: 0 },
    additionalFee: profile.additionalFee,
    payment: 'paid',
    test: false,
  })
  const [first, second] = order.lineItems.filter((line) => line.kind === 'product')
  if (first === undefined || second === undefined) return order
  editOrder(state, order, at + hourMs, {
    add: [],
    taxes: regionOf(profile, cart.address).taxes,
    remove: [],
    discount: [{ line: first, basisPoints: 1000 }],
    shippingDiscount: 5000,
    settle: true,
  })
  const returned = returnGoods(state, order, at + 2 * hourMs, {
    lines: [{ line: second, quantity: 1 }],
    reason: 'UNWANTED',
    shippingFee: profile.returnFee,
    restockingBasisPoints: 1000,
  })
  refundReturn(state, order, at + 3 * hourMs, returned)
  for (const [index, lineType] of (['ADJUSTMENT', 'UNKNOWN'] as const).entries()) {
    giveBackOne(context, order, at + (4 + index) * hourMs, lineType)
  }
  return order
}

function goods(context: ChangeContext): CartLine[] {
  const { state, profile } = context
  const products = [...state.products.values()]
  const chosen = [
    ...products.filter((product) => !product.isGiftCard).slice(0, 2),
    ...products.filter((product) => product.isGiftCard),
  ]
  return chosen.flatMap((product) => {
    const variant = state.variants.get(product.variantIds[0] ?? 0)
    if (variant === undefined) return []
    const dutyRatePpm = product.isGiftCard ? null : 47_000
    return [{ ...goodsLine(profile, product, variant), quantity: 2, dutyRatePpm }]
  })
}

function firstRate(context: ChangeContext) {
  const { title, code, price } = context.random.pick(context.profile.shipping)
  return { title, code, price }
}

function giveBackOne(
  context: ChangeContext,
  order: Order,
  at: number,
  lineType: Extract<Sale['lineType'], 'ADJUSTMENT' | 'UNKNOWN'>,
): void {
  refundOrder(context.state, order, at, {
    lines: [],
    shippingHalves: 0,
    fees: false,
    adjustment: { amount: exchange(-100, order), tax: zero(), lineType },
    restock: 'NO_RESTOCK',
    money: true,
    note: 'Goodwill',
  })
}
