import type { MoneyBag } from '../world/model.ts'

/** What `MoneyV2` resolves from: minor units and a currency. */
export interface Money {
  amount: string
  currencyCode: string
}

const digitsByCurrency = new Map<string, number>()

/** Digits after the point: 2 for USD, 0 for JPY, 3 for KWD. */
function minorDigits(currencyCode: string): number {
  let digits = digitsByCurrency.get(currencyCode)
  if (digits === undefined) {
    const options = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode })
    digits = options.resolvedOptions().maximumFractionDigits ?? 2
    digitsByCurrency.set(currencyCode, digits)
  }
  return digits
}

/** Minor units as the scalar `Money` has them, all digits written: 1900 → "19.00", yen 1900 → "1900". */
export function toMoneyScalar(minor: number, currencyCode: string): string {
  const digits = minorDigits(currencyCode)
  const sign = minor < 0 ? '-' : ''
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  if (digits === 0) return sign + text
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** Minor units as `MoneyV2.amount`: trailing zeros trimmed, one decimal at least: "45.0", "104.5". */
export function toDecimalAmount(minor: number, currencyCode: string): string {
  const unit = 10 ** minorDigits(currencyCode)
  const sign = minor < 0 ? '-' : ''
  const whole = Math.floor(Math.abs(minor) / unit)
  let fraction = Math.abs(minor) % unit
  if (fraction === 0) return `${sign}${whole}.0`
  let width = minorDigits(currencyCode)
  for (; fraction % 10 === 0; width -= 1) fraction /= 10
  return `${sign}${whole}.${String(fraction).padStart(width, '0')}`
}

/** Minor units as `MoneyV2`. */
export function toMoneyV2(minor: number, currencyCode: string): Money {
  return { amount: toDecimalAmount(minor, currencyCode), currencyCode }
}

interface Currencies {
  currencyCode: string
  presentmentCurrencyCode: string
}

/** `MoneyBag`. Each amount is put into words when it is asked for: often only one of them is. */
class MoneyBagSource {
  readonly bag: MoneyBag
  readonly currencies: Currencies

  constructor(bag: MoneyBag, currencies: Currencies) {
    this.bag = bag
    this.currencies = currencies
  }

  get shopMoney(): Money {
    return toMoneyV2(this.bag.shop, this.currencies.currencyCode)
  }

  get presentmentMoney(): Money {
    return toMoneyV2(this.bag.presentment, this.currencies.presentmentCurrencyCode)
  }
}

/** A bag as `MoneyBag`, in the shop's and the customer's currency. */
export function toMoneyBag(
  bag: MoneyBag,
  currencies: Currencies,
): { shopMoney: Money; presentmentMoney: Money } {
  return new MoneyBagSource(bag, currencies)
}

/** Adds bags up. */
export function sumBags(bags: readonly MoneyBag[]): MoneyBag {
  let shop = 0
  let presentment = 0
  for (const bag of bags) {
    shop += bag.shop
    presentment += bag.presentment
  }
  return { shop, presentment }
}

/** `a` less `b`. */
export function subtractBag(a: MoneyBag, b: MoneyBag): MoneyBag {
  return { shop: a.shop - b.shop, presentment: a.presentment - b.presentment }
}

/** A part of a bag, rounded half up to minor units: `numerator` of `denominator` pieces. */
export function shareOfBag(bag: MoneyBag, numerator: number, denominator: number): MoneyBag {
  if (denominator === 0) return { shop: 0, presentment: 0 }
  const share = (minor: number) =>
    Math.sign(minor) *
    Math.floor((Math.abs(minor) * numerator * 2 + denominator) / (2 * denominator))
  return { shop: share(bag.shop), presentment: share(bag.presentment) }
}
