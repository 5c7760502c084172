import { inTenant, type TenantSummary } from '@tidemark/db'
import { rejectedRows } from '@tidemark/db/insights'
import type { CountedEntity } from '../contract.ts'
import type { Operator } from '../shops/operator.ts'

/** Of many, the latest: the rest is in the table `rejected_rows`. */
const LIMIT = 100

/** Which rows are set aside, why, and since when. */
export async function listRejected(
  { db }: Operator,
  shop: TenantSummary,
  entity: CountedEntity | undefined,
): Promise<string> {
  const { total, rows } = await inTenant(
    db,
    shop.id,
    (trx) => rejectedRows(trx, { limit: LIMIT, entity }),
    { readOnly: true },
  )
  if (total === 0) return `${shop.shopDomain} has no rejected rows.`
  const lines = rows.map(({ entity, entityId, firstRejectedAt, reason }) =>
    [entity, entityId, `since ${firstRejectedAt.toISOString()}`, reason].join('  '),
  )
  const more = total - rows.length
  return [...lines, ...(more > 0 ? [`… and ${more} more.`] : [])].join('\n')
}
