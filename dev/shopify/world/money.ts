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

export function zero(): MoneyBag {
  return { shop: 0, presentment: 0 }
}

export function add(a: MoneyBag, b: MoneyBag): MoneyBag {
  return { shop: a.shop + b.shop, presentment: a.presentment + b.presentment }
}

/** Adds an amount, or takes it off, in place: for sums over many. */
export function addTo(into: MoneyBag, amount: MoneyBag, sign: 1 | -1 = 1): void {
  into.shop += sign * amount.shop
  into.presentment += sign * amount.presentment
}

export function subtract(a: MoneyBag, b: MoneyBag): MoneyBag {
  return { shop: a.shop - b.shop, presentment: a.presentment - b.presentment }
}

export function times(a: MoneyBag, factor: number): MoneyBag {
  // `+ 0` turns a negative zero, which would not compare equal, into zero.
  return { shop: a.shop * factor + 0, presentment: a.presentment * factor + 0 }
}

export function sum(bags: Iterable<MoneyBag>): MoneyBag {
  const total = zero()
  for (const bag of bags) {
    total.shop += bag.shop
    total.presentment += bag.presentment
  }
  return total
}

export function isZero(a: MoneyBag): boolean {
  return a.shop === 0 && a.presentment === 0
}

/** The share `part` of `whole` of an amount, rounded in each currency by itself. */
export function share(a: MoneyBag, part: number, whole: number): MoneyBag {
  if (part === whole) return { ...a }
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
