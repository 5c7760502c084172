import type { OrdersBucket } from '@tidemark/api/contract'
import { subtract, sum } from '../format/decimal.ts'
import type { Series } from './series.ts'

/** A layer of a stack over time. */
export interface Part {
  label: string
  /** Exact, one for each bucket. */
  amounts: string[]
}

/** What total sales are made of; the parts of a bucket add up to its total sales. */
export function partsOfTotal(history: readonly OrdersBucket[]): Part[] {
  return [
    { label: 'Net sales', amounts: history.map(({ netSales }) => netSales.amount) },
    {
      label: 'Shipping, duties and fees',
      amounts: history.map(({ shipping, duties, fees }) =>
        sum([shipping.amount, duties.amount, fees.amount]),
      ),
    },
    { label: 'Taxes', amounts: history.map(({ taxes }) => taxes.amount) },
  ]
}

/**
 * The values of a split, and what is left over of the total as the last one where there is any.
 * Two products may have one title: then the id tells them apart.
 */
export function partsOfSplit(series: readonly Series[], totals: readonly string[]): Part[] {
  const parts = series.map(({ key, name, amounts }) => ({
    label: series.some((other) => other.name === name && other.key !== key)
      ? `${name} (${key})`
      : name,
    amounts,
  }))
  const rest = totals.map((total, index) =>
    subtract(total, sum(series.map(({ amounts }) => amounts[index] ?? '0'))),
  )
  return rest.some((amount) => /[1-9]/.test(amount))
    ? [...parts, { label: 'All others', amounts: rest }]
    : parts
}
