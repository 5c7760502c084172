import type { TenantTrx } from '@tidemark/db'
import { shopInfo, timeBetweenOrders } from '@tidemark/db/insights'
import type { TimeBetweenOrdersQuery, TimeBetweenOrdersResponse } from '../schemas/index.ts'
import { toMetadata } from './metadata.ts'
import { shopTerms } from './shop-terms.ts'

/** How long customers take to order again. */
export async function readTimeBetweenOrders(
  trx: TenantTrx,
  query: TimeBetweenOrdersQuery,
): Promise<TimeBetweenOrdersResponse> {
  const { from = null, to = null } = query
  const range = { from, to }
  return {
    ...(await timeBetweenOrders(trx, { range })),
    metadata: toMetadata({
      range,
      terms: shopTerms(await shopInfo(trx)),
      fields: { median: 'time-between-orders', histogram: 'time-between-orders' },
    }),
  }
}
