/** Exact decimals: whole numbers of a trillionth, which every amount that Shopify sends fits into. */

const SCALE = 12

/** "12.34" → 12340000000000n */
export function parseAmount(amount: string): bigint {
  const negative = amount.startsWith('-')
  const [whole = '', fraction = ''] = (negative ? amount.slice(1) : amount).split('.')
  const trillionths = BigInt(whole + fraction.padEnd(SCALE, '0'))
  return negative ? -trillionths : trillionths
}

/** As a decimal string with so many digits behind the point, a half away from zero. */
export function formatAmount(amount: bigint, digits: number): string {
  return formatQuotient(amount, 10n ** BigInt(SCALE), digits)
}

/** The amount divided by a count, rounded once; nothing where the count is 0. */
export function formatAverage(amount: bigint, count: number, digits: number): string {
  if (count === 0) return formatAmount(0n, digits)
  return formatQuotient(amount, 10n ** BigInt(SCALE) * BigInt(count), digits)
}

/** A share to six digits; null where it is a share of nothing. */
export function toShare(part: bigint | number, all: bigint | number): number | null {
  return Number(all) === 0 ? null : Number(formatQuotient(BigInt(part), BigInt(all), 6))
}

function formatQuotient(dividend: bigint, divisor: bigint, digits: number): string {
  const negative = dividend < 0n !== divisor < 0n
  const [above, below] = [magnitude(dividend) * 10n ** BigInt(digits), magnitude(divisor)]
  const rounded = (2n * above + below) / (2n * below)
  const text = rounded.toString().padStart(digits + 1, '0')
  const sign = negative && rounded !== 0n ? '-' : ''
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

function magnitude(amount: bigint): bigint {
  return amount < 0n ? -amount : amount
}
