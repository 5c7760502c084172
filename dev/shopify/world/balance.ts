import type { Balance, MoneyBag } from './model.ts'
import { add, share, subtract, sum, taxOf, zero } from './money.ts'

/** A line's books at its beginning: price less discount, and the taxes on that. */
export function openBalance(
  quantity: number,
  price: MoneyBag,
  discount: MoneyBag,
  ratesPpm: readonly number[],
  taxesIncluded: boolean,
): Balance {
  const amount = subtract(price, discount)
  return {
    quantity,
    amount,
    discount,
    discountTax: sum(ratesPpm.map((rate) => taxOf(discount, rate, taxesIncluded))),
    taxes: ratesPpm.map((rate) => taxOf(amount, rate, taxesIncluded)),
  }
}

/**
 * Takes units off a balance. Parts are rounded from what is left, so whatever the order of takings,
 * the last one empties the balance to the last minor unit.
 */
export function take(balance: Balance, quantity: number): Balance {
  const whole = balance.quantity
  if (quantity < 1 || quantity > whole) {
    throw new RangeError(`Cannot take ${quantity} of ${whole} units.`)
  }
  const price = share(add(balance.amount, balance.discount), quantity, whole)
  const discount = share(balance.discount, quantity, whole)
  const part: Balance = {
    quantity,
    amount: subtract(price, discount),
    discount,
    discountTax: share(balance.discountTax, quantity, whole),
    taxes: balance.taxes.map((tax) => share(tax, quantity, whole)),
  }
  balance.quantity -= quantity
  balance.amount = subtract(balance.amount, part.amount)
  balance.discount = subtract(balance.discount, part.discount)
  balance.discountTax = subtract(balance.discountTax, part.discountTax)
  balance.taxes = balance.taxes.map((tax, index) => subtract(tax, part.taxes[index] ?? zero()))
  return part
}

/** Adds a part to another of the same line. */
export function mergeParts(a: Balance | null, b: Balance): Balance {
  if (a === null) return b
  return {
    quantity: a.quantity + b.quantity,
    amount: add(a.amount, b.amount),
    discount: add(a.discount, b.discount),
    discountTax: add(a.discountTax, b.discountTax),
    taxes: a.taxes.map((tax, index) => add(tax, b.taxes[index] ?? zero())),
  }
}

/** A part's tax, all tax lines together. */
export function partTax(part: Balance): MoneyBag {
  return sum(part.taxes)
}

/** What a part costs the customer: with tax in any case. */
export function partTotal(part: Balance, taxesIncluded: boolean): MoneyBag {
  return taxesIncluded ? part.amount : add(part.amount, partTax(part))
}
