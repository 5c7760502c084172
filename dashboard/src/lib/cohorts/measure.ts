import type { CohortsResponse } from '@tidemark/api/contract'

export type Cohort = CohortsResponse['cohorts'][number]
export type CohortMonth = Cohort['months'][number]

/** What the cells of the heat map show. */
export type Measure = 'retention' | 'customers' | 'value' | 'sales'

export const measures = [
  {
    id: 'retention',
    label: 'Retention',
    /** The field of the answer whose definition it has. */
    field: 'retention',
    sentence: 'The share of a month’s new customers who ordered in a later month.',
  },
  {
    id: 'customers',
    label: 'Customers',
    field: 'retention',
    sentence: 'How many of a month’s new customers ordered in a later month.',
  },
  {
    id: 'value',
    label: 'Value per customer',
    field: 'netSalesPerCustomer',
    sentence: 'Net sales so far per customer of the cohort.',
  },
  {
    id: 'sales',
    label: 'Net sales',
    field: 'netSales',
    sentence: 'Net sales of the cohort’s customers in the month.',
  },
] as const satisfies { id: Measure; label: string; field: string; sentence: string }[]

/** Reads `measure` from an address; retention without. */
export function readMeasure(query: URLSearchParams): Measure {
  const wanted = query.get('measure')
  return measures.find(({ id }) => id === wanted)?.id ?? 'retention'
}

/** A cell's value as a number: it decides a shade, never a figure. */
export function cellSize(month: CohortMonth, measure: Measure): number {
  switch (measure) {
    case 'retention':
      return month.retention
    case 'customers':
      return month.customers
    case 'value':
      return Number(month.netSalesPerCustomer.amount)
    case 'sales':
      return Number(month.netSales.amount)
  }
}

/**
 * The values of the lightest and the deepest shade. Everybody orders in the month of their first
 * order, so that month counts only for a sum that grows from it; and a tenth of the cells may be
 * beyond the deepest shade, or one small old cohort would leave all others pale.
 */
export function shades(cohorts: readonly Cohort[], measure: Measure): [number, number] {
  const sizes = cohorts
    .flatMap(({ months }) => months)
    .filter(({ monthsSince }) => measure === 'value' || monthsSince > 0)
    .map((month) => cellSize(month, measure))
    .toSorted((one, other) => one - other)
  const low = measure === 'value' ? (sizes[0] ?? 0) : 0
  return [low, sizes[Math.floor((sizes.length - 1) * 0.9)] ?? low]
}
