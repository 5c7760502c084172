import { formatDay } from '../format/date.ts'
import { formatCount } from '../format/number.ts'

interface LastSold {
  lastSoldOn: string | null
  daysSinceLastSale: number | null
}

/** "22 Nov 2026", or "never". */
export function formatLastSold(locale: string, { lastSoldOn }: LastSold): string {
  return lastSoldOn === null ? 'never' : formatDay(locale, lastSoldOn)
}

/** "3 days ago"; empty where it was never sold. */
export function formatSince(locale: string, { daysSinceLastSale: days }: LastSold): string {
  if (days === null) return ''
  if (days === 0) return 'today'
  return days === 1 ? 'yesterday' : `${formatCount(locale, days)} days ago`
}
