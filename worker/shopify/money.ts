import { z } from 'zod'

/** Shopify's `Decimal`: an exact decimal string, such as "45.0" or "-3.25". */
export const decimalSchema = z.string().regex(/^-?\d+(\.\d+)?$/)

/** The sum of two decimal strings, exactly. */
export function addDecimals(a: string, b: string): string {
  // What nearly every order says.
  if (a === '0.0' && b === '0.0') return a
  const scale = Math.max(fraction(a).length, fraction(b).length)
  const sum = toUnits(a, scale) + toUnits(b, scale)
  if (scale === 0) return String(sum)
  const digits = String(sum < 0n ? -sum : sum).padStart(scale + 1, '0')
  return `${sum < 0n ? '-' : ''}${digits.slice(0, -scale)}.${digits.slice(-scale)}`
}

const fraction = (decimal: string): string => decimal.split('.')[1] ?? ''

function toUnits(decimal: string, scale: number): bigint {
  const [whole = '0'] = decimal.split('.')
  return BigInt(whole + fraction(decimal).padEnd(scale, '0'))
}

/** A `MoneyBag` of which only the shop's side was asked for. */
export const shopMoneySchema = z.object({ shopMoney: z.object({ amount: decimalSchema }) })

export const moneySchema = z.object({ amount: decimalSchema, currencyCode: z.string() })
