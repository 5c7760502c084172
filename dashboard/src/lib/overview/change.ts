import { changeRatio, compare } from '../format/decimal.ts'
import { formatChange } from '../format/number.ts'

/** How a figure moved against the period before. */
export interface Change {
  direction: 'up' | 'down' | 'same'
  /** "+12.4%"; null where the figure before was zero and no percentage exists. */
  percentage: string | null
}

/** Compares two exact values; both are decimal strings. */
export function describeChange(locale: string, now: string, before: string): Change {
  const order = compare(now, before)
  const ratio = changeRatio(now, before)
  return {
    direction: order > 0 ? 'up' : order < 0 ? 'down' : 'same',
    percentage: ratio === null ? null : formatChange(locale, ratio),
  }
}
