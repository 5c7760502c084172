/**
 * Exact decimals between Shopify's strings and Postgres' numeric. A value is an integer and the
 * number of digits behind its point; nothing here is ever a floating point number.
 */

const ZERO = 48
const POINT = 46
const DECIMAL = /^-?\d{1,18}(\.\d{1,12})?$/

/** Whether Postgres would take this string as an exact amount. */
export function isMoney(amount: string): boolean {
  return DECIMAL.test(amount)
}

/** One spelling per value: "45.00", "45.0" and "45" are "45"; "-0.0" is "0". */
export function canonicalMoney(amount: string): string {
  let end = amount.length
  if (amount.includes('.')) {
    while (amount.charCodeAt(end - 1) === ZERO) end -= 1
    if (amount.charCodeAt(end - 1) === POINT) end -= 1
  }
  const trimmed = end === amount.length ? amount : amount.slice(0, end)
  return trimmed === '-0' ? '0' : trimmed
}

/** The exact sum, canonically spelled. */
export function sumMoney(amounts: readonly string[]): string {
  const scale = Math.max(0, ...amounts.map(decimalsOf))
  let units = 0n
  for (const amount of amounts) units += toUnits(amount, scale)
  return fromUnits(units, scale)
}

export function negateMoney(amount: string): string {
  return canonicalMoney(amount.startsWith('-') ? amount.slice(1) : `-${amount}`)
}

function decimalsOf(amount: string): number {
  const point = amount.indexOf('.')
  return point < 0 ? 0 : amount.length - point - 1
}

function toUnits(amount: string, scale: number): bigint {
  const digits = amount.replace('.', '')
  return BigInt(digits + '0'.repeat(scale - decimalsOf(amount)))
}

function fromUnits(units: bigint, scale: number): string {
  const sign = units < 0n ? '-' : ''
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  if (scale === 0) return sign + digits
  return canonicalMoney(`${sign}${digits.slice(0, -scale)}.${digits.slice(-scale)}`)
}
