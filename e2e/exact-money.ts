/** The exact sum of amounts, all with as many digits after the point as the currency has. */
export function exactSum(amounts: string[]): string {
  const [, fraction = ''] = amounts[0]?.split('.') ?? []
  const units = amounts.reduce((total, amount) => total + BigInt(amount.replace('.', '')), 0n)
  const digits = units.toString().padStart(fraction.length + 1, '0')
  return fraction === ''
    ? digits
    : `${digits.slice(0, -fraction.length)}.${digits.slice(-fraction.length)}`
}

/** As the dashboard writes it for a reader of American English. */
export function inCurrency(amount: string, currency: string): string {
  return new Intl.NumberFormat('en-US', { style: 'currency', currency }).format(
    amount as Intl.StringNumericLiteral,
  )
}
