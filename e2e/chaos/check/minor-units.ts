const known = new Map<string, number>()

/** Digits after the point of a currency, as the platform knows them: USD 2, JPY 0. */
export function digitsOf(currencyCode: string): number {
  let digits = known.get(currencyCode)
  if (digits === undefined) {
    const format = new Intl.NumberFormat('en', { style: 'currency', currency: currencyCode })
    digits = format.resolvedOptions().maximumFractionDigits ?? 2
    known.set(currencyCode, digits)
  }
  return digits
}

/**
 * A decimal string in whole minor units, exactly and as text: "-3.5" with 2 digits is "-350".
 * Anything below a minor unit is kept behind a point, so that it compares as unequal.
 */
export function toMinorUnits(decimal: string, digits: number): string {
  const [, sign = '', whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(decimal) ?? []
  if (whole === '') return decimal
  const units = BigInt(whole + fraction.slice(0, digits).padEnd(digits, '0'))
  const below = fraction.slice(digits).replace(/0+$/, '')
  const text = units === 0n && below === '' ? '0' : `${sign}${units}`
  return below === '' ? text : `${text}.${below}`
}
