import type { Money } from '@tidemark/api/contract'
import { numberFormat, toNumeric } from './number.ts'

/** Stands for a shop whose currency no sync has read yet (see the API's contract). */
export const unknownCurrency = 'XXX'

/** The exact amount in its currency, by the reader's locale: "$1,234.50". */
export function formatMoney(locale: string, money: Money): string {
  return moneyFormat(locale, money).format(toNumeric(money.amount))
}

/** The same text in three pieces, the minor units with their separator in the middle. */
export function splitMoney(
  locale: string,
  money: Money,
): { before: string; fraction: string; after: string } {
  const parts = moneyFormat(locale, money).formatToParts(toNumeric(money.amount))
  const start = parts.findIndex(({ type }) => type === 'decimal')
  const text = (of: Intl.NumberFormatPart[]): string => of.map(({ value }) => value).join('')
  if (start === -1) return { before: text(parts), fraction: '', after: '' }
  return {
    before: text(parts.slice(0, start)),
    fraction: text(parts.slice(start, start + 2)),
    after: text(parts.slice(start + 2)),
  }
}

function moneyFormat(locale: string, { currencyCode }: Money): Intl.NumberFormat {
  if (currencyCode === unknownCurrency) return numberFormat(locale, {})
  return numberFormat(locale, { style: 'currency', currency: currencyCode })
}

/** With a sign also on a gain: "+$12.00". For differences. */
export function formatMoneyChange(locale: string, money: Money): string {
  return numberFormat(locale, {
    style: 'currency',
    currency: money.currencyCode,
    signDisplay: 'exceptZero',
  }).format(toNumeric(money.amount))
}

/** A round axis value, short: "$12K". Only for the marks of a chart, whose values are round. */
export function formatAxisMoney(locale: string, value: number, currencyCode: string): string {
  return numberFormat(locale, {
    notation: 'compact',
    maximumFractionDigits: 1,
    ...(currencyCode === unknownCurrency
      ? {}
      : { style: 'currency', currency: currencyCode, minimumFractionDigits: 0 }),
  }).format(value)
}
