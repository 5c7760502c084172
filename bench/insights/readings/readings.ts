import {
  cohorts,
  ordersHistory,
  salesFigures,
  shopInfo,
  shopStats,
  topCustomers,
} from '@tidemark/db/insights'
import type { Random } from '../../sync/backfill/random.ts'
import type { Reading } from './run-readings.ts'

/** The data set ends on 2026-11-25 and begins five years before. */
const LAST_DAY = Date.parse('2026-11-25T00:00:00Z')
const DAYS = 1_826
export const TERMS = {
  currencyCode: 'USD',
  timeZone: 'America/New_York',
  reversals: 'event',
} as const

export interface Days {
  from: string
  to: string
}

/** Any range of the five years, from a day to all of them. */
export function anyRange(random: Random): Days {
  const [first, last] = [random.int(1, DAYS), random.int(1, DAYS)]
  return { from: dayBefore(Math.max(first, last)), to: dayBefore(Math.min(first, last)) }
}

/** Figures that add up. */
export const SUMS: readonly Reading[] = [
  {
    name: 'sums of any range',
    read: async (trx, random) => {
      await shopInfo(trx)
      await salesFigures(trx, { periods: [anyRange(random)], filters: {}, ...TERMS })
    },
  },
  {
    name: 'orders of a year by day',
    read: async (trx, random) => {
      await shopInfo(trx)
      const to = random.int(0, DAYS - 365)
      const range = { from: dayBefore(to + 364), to: dayBefore(to) }
      await ordersHistory(trx, { range, interval: 'day', ...TERMS })
    },
  },
  {
    name: 'top customers',
    read: async (trx) => {
      await shopInfo(trx)
      await topCustomers(trx, { limit: 10, ...TERMS })
    },
  },
]

/** Figures that don't. */
export const DISTINCT: readonly Reading[] = [
  {
    name: 'all of /api/stats, any range',
    read: async (trx, random) => {
      await shopInfo(trx)
      await shopStats(trx, { range: anyRange(random), previous: null, ...TERMS })
    },
  },
  {
    name: 'cohorts, any range',
    read: async (trx, random) => {
      await shopInfo(trx)
      await cohorts(trx, { range: anyRange(random), today: dayBefore(0), ...TERMS })
    },
  },
]

function dayBefore(days: number): string {
  return new Date(LAST_DAY - days * 86_400_000).toISOString().slice(0, 10)
}
