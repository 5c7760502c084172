import type { MoneyBag } from './model.ts'

const minorDigitsByCurrency: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  KWD: 3,
}

/** Digits after the point of a currency: JPY 0, USD 2, KWD 3. */
export function minorDigits(currencyCode: string): number {
  return minorDigitsByCurrency[currencyCode] ?? 2
}

/*
 * Bags are values: who got one never writes into it, so the same one may stand in many places, and
 * a world of tens of thousands of orders stays small. Only `addTo` writes, into a bag of `tally`.
 */

const nothing: MoneyBag = Object.freeze({ shop: 0, presentment: 0 })

export function zero(): MoneyBag {
  return nothing
}

/** A fresh zero to sum up in. */
export function tally(): MoneyBag {
  return { shop: 0, presentment: 0 }
}

export function add(a: MoneyBag, b: MoneyBag): MoneyBag {
  if (isZero(b)) return a
  if (isZero(a)) return b
  return { shop: a.shop + b.shop, presentment: a.presentment + b.presentment }
}

/** Adds an amount, or takes it off, in place: `into` comes from `tally`. */
export function addTo(into: MoneyBag, amount: MoneyBag, sign: 1 | -1 = 1): void {
  into.shop += sign * amount.shop
  into.presentment += sign * amount.presentment
}

export function subtract(a: MoneyBag, b: MoneyBag): MoneyBag {
  if (isZero(b)) return a
  return { shop: a.shop - b.shop, presentment: a.presentment - b.presentment }
}

export function times(a: MoneyBag, factor: number): MoneyBag {
  if (factor === 1 || isZero(a)) return a
  // `+ 0` turns a negative zero, which would not compare equal, into zero.
  return { shop: a.shop * factor + 0, presentment: a.presentment * factor + 0 }
}

export function sum(bags: Iterable<MoneyBag>): MoneyBag {
  const total = tally()
  for (const bag of bags) addTo(total, bag)
  return isZero(total) ? nothing : total
}

export function isZero(a: MoneyBag): boolean {
  return a.shop === 0 && a.presentment === 0
}

/** The share `part` of `whole` of an amount, rounded in each currency by itself. */
export function share(a: MoneyBag, part: number, whole: number): MoneyBag {
  if (part === whole || isZero(a)) return a
  return {
    shop: Math.round((a.shop * part) / whole) + 0,
    presentment: Math.round((a.presentment * part) / whole) + 0,
  }
}

/** Turns an amount in the shop's currency into both, at an order's exchange rate. */
export function exchange(
  shop: number,
  rate: { currencyCode: string; presentmentCurrencyCode: string; exchangeRatePpm: number },
): MoneyBag {
  if (rate.currencyCode === rate.presentmentCurrencyCode) return { shop, presentment: shop }
  const shift = minorDigits(rate.presentmentCurrencyCode) - minorDigits(rate.currencyCode)
  const presentment = Math.round((shop * rate.exchangeRatePpm * 10 ** shift) / 1_000_000)
  return { shop, presentment }
}

/** The tax on (`included`: in) an amount, at a rate in parts per million. */
export function taxOf(amount: MoneyBag, ratePpm: number, included: boolean): MoneyBag {
  if (isZero(amount)) return amount
  const divisor = included ? 1_000_000 + ratePpm : 1_000_000
  return {
    shop: Math.round((amount.shop * ratePpm) / divisor) + 0,
    presentment: Math.round((amount.presentment * ratePpm) / divisor) + 0,
  }
}

/** Reads a decimal string as minor units; null where it is none or has too many digits. */
export function parseMinor(text: string, digits: number): number | null {
  const match = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim())
  const whole = match?.[1]
  if (whole === undefined) return null
  const fraction = match?.[2] ?? ''
  if (fraction.slice(digits).replaceAll('0', '') !== '') return null
  return Number(whole + fraction.slice(0, digits).padEnd(digits, '0'))
}
