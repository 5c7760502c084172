import type { TenantTrx } from '@tidemark/db'
import { shopInfo, shopStats } from '@tidemark/db/insights'
import type { StatsQuery, StatsResponse } from '../schemas/index.ts'
import { comparedPeriods } from './compared-periods.ts'
import { toFilters } from './filters.ts'
import { shopTerms } from './shop-terms.ts'
import { toStats } from './to-stats.ts'

/** The figures of a range, and of earlier ones beside it. */
export async function readStats(trx: TenantTrx, query: StatsQuery): Promise<StatsResponse> {
  const { from = null, to = null, reversals, compare } = query
  const range = { from, to }
  const compared = comparedPeriods(range, compare)
  const filters = toFilters(query)
  const shop = await shopInfo(trx)
  const terms = shopTerms(shop)
  const stats = await shopStats(trx, { range, ...compared, reversals, filters, ...terms })
  return toStats({ shop, terms, range, compared, reversals, filters, stats })
}
