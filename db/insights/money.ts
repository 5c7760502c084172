/**
 * How many digits the currency's minor unit has: JPY 0, USD 2, KWD 3. The runtime knows ISO 4217;
 * an unknown code gets two.
 */
export function minorDigits(currencyCode: string): number {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode })
  return format.resolvedOptions().maximumFractionDigits ?? 2
}

/**
 * A decimal string, rounded half away from zero and padded to so many digits behind the point.
 * Exact: no floating point is involved.
 */
export function toAmount(decimal: string, digits: number): string {
  const negative = decimal.startsWith('-')
  const [whole = '0', fraction = ''] = (negative ? decimal.slice(1) : decimal).split('.')
  const padded = fraction.padEnd(digits + 1, '0')
  const kept = BigInt(whole + padded.slice(0, digits))
  const units = padded.charAt(digits) >= '5' ? kept + 1n : kept
  const text = units.toString().padStart(digits + 1, '0')
  const sign = negative && units !== 0n ? '-' : ''
  if (digits === 0) return sign + text
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** The sum of two amounts with equally many digits behind the point, which it has too. Exact. */
export function addAmounts(one: string, other: string): string {
  const digits = one.split('.')[1]?.length ?? 0
  const units = BigInt(one.replace('.', '')) + BigInt(other.replace('.', ''))
  const text = (units < 0n ? -units : units).toString().padStart(digits + 1, '0')
  const sign = units < 0n ? '-' : ''
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}
