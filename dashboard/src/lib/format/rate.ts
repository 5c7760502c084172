import { numberFormat } from './number.ts'

/** "3,240 rows/s"; under ten with a decimal ("4.2 rows/s"), so that slow work is seen to move. */
export function formatRate(locale: string, rowsPerSecond: number): string {
  const maximumFractionDigits = rowsPerSecond < 9.95 ? 1 : 0
  return `${numberFormat(locale, { maximumFractionDigits }).format(rowsPerSecond)} rows/s`
}
