/**
 * Exact arithmetic on the API's decimal strings ("1234.50"). Money never becomes a floating-point
 * number on its way to the screen; only a chart's geometry may use one.
 */
interface Decimal {
  units: bigint
  /** The value is units × 10^-scale. */
  scale: number
}

function toDecimal(amount: string): Decimal {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(amount)
  if (!match) throw new RangeError(`Not a decimal amount: ${amount}`)
  const [, sign = '', whole = '0', fraction = ''] = match
  const units = BigInt(whole + fraction)
  return { units: sign === '-' ? -units : units, scale: fraction.length }
}

function align(a: string, b: string): { left: bigint; right: bigint; scale: number } {
  const left = toDecimal(a)
  const right = toDecimal(b)
  const scale = Math.max(left.scale, right.scale)
  return {
    left: left.units * 10n ** BigInt(scale - left.scale),
    right: right.units * 10n ** BigInt(scale - right.scale),
    scale,
  }
}

function toAmount(units: bigint, scale: number): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, '0')
  const whole = digits.slice(0, digits.length - scale)
  const fraction = scale > 0 ? `.${digits.slice(-scale)}` : ''
  return `${units < 0n ? '-' : ''}${whole}${fraction}`
}

/** a − b, with the longer fraction of the two. */
export function subtract(a: string, b: string): string {
  const { left, right, scale } = align(a, b)
  return toAmount(left - right, scale)
}

/** The sum, with the longest fraction; "0" for no amounts. */
export function sum(amounts: readonly string[]): string {
  return amounts.reduce((total, amount) => {
    const { left, right, scale } = align(total, amount)
    return toAmount(left + right, scale)
  }, '0')
}

/** amount ÷ count with the amount's own fraction, rounded half away from zero. `count` is above zero. */
export function divide(amount: string, count: number): string {
  const { units, scale } = toDecimal(amount)
  const by = BigInt(count)
  const half = units < 0n ? -by : by
  return toAmount((units * 2n + half) / (by * 2n), scale)
}

/** -1, 0 or 1, as for sort. */
export function compare(a: string, b: string): -1 | 0 | 1 {
  const { left, right } = align(a, b)
  return left < right ? -1 : left > right ? 1 : 0
}

export function isZero(amount: string): boolean {
  return toDecimal(amount).units === 0n
}

/**
 * (now − before) ÷ |before| as a decimal string with four digits after the point ("0.1243" is
 * 12.43 %), rounded half away from zero; null where `before` is zero and no ratio exists.
 */
export function changeRatio(now: string, before: string): string | null {
  const { left, right } = align(now, before)
  return toRatio(left - right, right < 0n ? -right : right)
}

/** part ÷ whole, written and rounded as the ratio of a change is. */
export function shareOf(part: string, whole: string): string | null {
  const { left, right } = align(part, whole)
  return right < 0n ? toRatio(-left, -right) : toRatio(left, right)
}

/** `base` is not below zero. */
function toRatio(units: bigint, base: bigint): string | null {
  if (base === 0n) return null
  const scaled = units * 10_000n
  const half = scaled < 0n ? -base : base
  return toAmount((scaled * 2n + half) / (base * 2n), 4)
}
