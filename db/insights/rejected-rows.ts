import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { RejectedRowsTable } from '../schema/rejected-rows.ts'

/** An object that could not be mirrored, as Shopify sent it. */
export interface SetAsideRow {
  entity: RejectedRowsTable['entity']
  /** Shopify's id, as the object bore it. */
  entityId: string
  reason: string
  json: unknown
  firstRejectedAt: Date
  rejectedAt: Date
}

export interface RejectedRowsInput {
  limit: number
  /** Left out: of every kind. */
  entity?: RejectedRowsTable['entity'] | undefined
}

/** What is set aside and not mirrored since: how many there are, and the latest of them. */
export async function rejectedRows(
  trx: TenantTrx,
  { limit, entity }: RejectedRowsInput,
): Promise<{ total: number; rows: SetAsideRow[] }> {
  const found = await trx
    .selectFrom('rejected_rows')
    .select([
      'entity',
      'entity_id as entityId',
      'reason',
      'json',
      'first_rejected_at as firstRejectedAt',
      'rejected_at as rejectedAt',
      sql<number>`(count(*) over ())::int`.as('total'),
    ])
    .where('resolved_at', 'is', null)
    .where((eb) =>
      eb('entity', '=', sql<SetAsideRow['entity']>`coalesce(${entity ?? null}, entity)`),
    )
    .orderBy('rejected_at', 'desc')
    .orderBy('entity')
    .orderBy('entity_id')
    .limit(limit)
    .execute()
  return {
    total: found[0]?.total ?? 0,
    rows: found.map(({ total: _total, ...row }) => row),
  }
}
