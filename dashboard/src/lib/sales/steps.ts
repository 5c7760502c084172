import type { Money, StatsResponse } from '@tidemark/api/contract'
import { isZero } from '../format/decimal.ts'

/** The figures of one period that lie between gross sales and total revenue. */
export type Period = Pick<StatsResponse, Step['field'] | Apart['field']>

/** A line of the way from gross to total. */
export interface Step {
  field: (typeof way)[number]['field']
  label: string
  /** A part is added to what stands above it, the others say what has come together so far. */
  kind: 'part' | 'subtotal' | 'total'
}

/** A figure that total revenue leaves out. */
export interface Apart {
  field: (typeof leftOut)[number]['field']
  label: string
}

const way = [
  { field: 'grossSales', label: 'Gross sales', kind: 'part' },
  { field: 'discounts', label: 'Discounts', kind: 'part' },
  { field: 'returns', label: 'Returns', kind: 'part' },
  { field: 'netSales', label: 'Net sales', kind: 'subtotal' },
  { field: 'shipping', label: 'Shipping', kind: 'part' },
  { field: 'duties', label: 'Duties', kind: 'part' },
  { field: 'fees', label: 'Fees', kind: 'part' },
  { field: 'taxes', label: 'Taxes', kind: 'part' },
  { field: 'totalRevenue', label: 'Total revenue', kind: 'total' },
] as const

const leftOut = [
  { field: 'tips', label: 'Tips' },
  { field: 'giftCards', label: 'Gift cards sold' },
] as const

/** Many shops know neither duties nor fees. */
const rare: readonly string[] = ['duties', 'fees']

/** The way from gross to total; rare parts are left out while they are nothing in every period. */
export function stepsOf(periods: readonly Period[]): Step[] {
  return way.filter(({ field }) => !rare.includes(field) || isThere(field, periods))
}

/** What total revenue leaves out, as far as there is any. */
export function apartOf(periods: readonly Period[]): Apart[] {
  return leftOut.filter(({ field }) => isThere(field, periods))
}

function isThere(field: keyof Period, periods: readonly Period[]): boolean {
  return periods.some((period) => !isZero((period[field] satisfies Money).amount))
}
