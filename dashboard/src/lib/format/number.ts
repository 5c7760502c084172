const formats = new Map<string, Intl.NumberFormat>()

/** One formatter per locale and options: making one costs more than using it. */
export function numberFormat(locale: string, options: Intl.NumberFormatOptions): Intl.NumberFormat {
  const key = `${locale}|${JSON.stringify(options)}`
  const found = formats.get(key)
  if (found) return found
  const made = new Intl.NumberFormat(locale, options)
  formats.set(key, made)
  return made
}

/** Intl formats decimal strings exactly; TypeScript wants their shape proven first. */
export function toNumeric(amount: string): Intl.StringNumericLiteral {
  if (isNumeric(amount)) return amount
  throw new RangeError(`Not a decimal amount: ${amount}`)
}

function isNumeric(amount: string): amount is `${number}` {
  return /^-?\d+(\.\d+)?$/.test(amount)
}

/** 12345 → "12,345". */
export function formatCount(locale: string, count: number): string {
  return numberFormat(locale, {}).format(count)
}

/** A decimal ratio ("0.1243") as a signed percentage: "+12.4%", "−3%", "+1,240%". */
export function formatChange(locale: string, ratio: string): string {
  const large = /^-?[1-9]/.test(ratio)
  return numberFormat(locale, {
    style: 'percent',
    signDisplay: 'exceptZero',
    maximumFractionDigits: large ? 0 : 1,
  }).format(toNumeric(ratio))
}

/** A share between 0 and 1 as a percentage: "42.5%"; a dash where there is none. */
export function formatShare(locale: string, share: number | null): string {
  if (share === null) return '–'
  return numberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }).format(share)
}
