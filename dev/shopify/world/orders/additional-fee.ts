import { nextId } from '../ids.ts'
import { plainPart, saleRow } from '../ledger.ts'
import type { AdditionalFee, Order, Sale, ShopState } from '../model.ts'
import { exchange, taxOf } from '../money.ts'
import type { Cart } from './cart.ts'
import { toTaxLines } from './lines.ts'

/** Charges a fee of the whole order; answers its ledger row. */
export function addAdditionalFee(
  state: ShopState,
  order: Order,
  cart: Cart,
  fee: NonNullable<Cart['additionalFee']>,
): Sale {
  const price = exchange(fee.price, order)
  const rates = cart.taxes.map(({ title, ratePpm }) => ({ title, ratePpm }))
  const taxes = rates.map((rate) => taxOf(price, rate.ratePpm, order.taxesIncluded))
  const added: AdditionalFee = {
    id: nextId(state.counters, 'AdditionalFee'),
    name: fee.name,
    price,
    taxLines: toTaxLines(rates, taxes),
    refunded: false,
  }
  order.additionalFees.push(added)
  return additionalFeeSale(state, order, added, 1)
}

export function additionalFeeSale(
  state: ShopState,
  order: Order,
  fee: AdditionalFee,
  sign: 1 | -1,
): Sale {
  return saleRow(state.counters, order, {
    actionType: sign === 1 ? 'ORDER' : 'RETURN',
    lineType: 'ADDITIONAL_FEE',
    quantity: 1,
    subjectId: fee.id,
    part: plainPart(
      fee.price,
      fee.taxLines.map((line) => line.price),
    ),
    taxLines: fee.taxLines,
    sign,
  })
}
