import type { Order } from '../model.ts'
import { taxOf } from '../money.ts'
import { drawCart, goodsLine } from '../orders/draw-cart.ts'
import { ratesOf } from '../orders/lines.ts'
import { placeOrder } from '../orders/place.ts'
import { regionOf } from '../people.ts'
import { drawProduct } from './catalogue.ts'
import type { ChangeContext } from './lifecycle.ts'
import { drawCustomer } from './people.ts'

/** Places a paid order of one line whose total is exactly this, for a customer or a drawn one. */
export function placeExactOrder(
  context: ChangeContext,
  totalMinor: number,
  customerId: number | null,
): Order {
  const { state, profile, random, at } = context
  const customer =
    customerId === null ? drawCustomer(context) : (state.customers.get(customerId) ?? null)
  const cart = drawCart(state, profile, random, customer, { createdAt: at, processedAt: at })
  const product = drawProduct(context)
  const variant = product === null ? undefined : state.variants.get(product.variantIds[0] ?? 0)
  if (product === null || variant === undefined) throw new Error('The shop has no products left.')
  const line = goodsLine(profile, product, variant)
  const { taxes } = regionOf(profile, cart.address)
  const rates = ratesOf(line, taxes).map((rate) => rate.ratePpm)
  const unitPrice = state.shop.taxesIncluded ? totalMinor : priceBeforeTax(totalMinor, rates)
  return placeOrder(state, {
    ...cart,
    currency: { presentmentCurrencyCode: profile.currencyCode, exchangeRatePpm: 1_000_000 },
    // Not every total can be reached with tax on top; then the order has none.
    lines: [
      { ...line, unitPrice: unitPrice ?? totalMinor, taxable: line.taxable && unitPrice !== null },
    ],
    orderDiscount: null,
    shipping: null,
    additionalFee: null,
    payment: 'paid',
    giftCardTender: null,
    failedFirst: false,
    test: false,
    sourceName: 'web',
  })
}

function priceBeforeTax(total: number, rates: readonly number[]): number | null {
  const ppm = rates.reduce((sum, rate) => sum + rate, 0)
  const guess = Math.round((total * 1_000_000) / (1_000_000 + ppm))
  for (let price = Math.max(0, guess - 2); price <= guess + 2; price++) {
    const bag = { shop: price, presentment: price }
    const tax = rates.reduce((sum, rate) => sum + taxOf(bag, rate, false).shop, 0)
    if (price + tax === total) return price
  }
  return null
}
