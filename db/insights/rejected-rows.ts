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
  /** The last row of the page before. */
  after?: RejectedPlace | undefined
}

/** `rejectedAt` as Postgres writes it in UTC. */
export interface RejectedPlace {
  rejectedAt: string
  entity: RejectedRowsTable['entity']
  entityId: string
}

/**
 * What is set aside and not mirrored since: how many there are from the page's beginning on, the
 * latest of them, and where the next page begins.
 */
export async function rejectedRows(
  trx: TenantTrx,
  { limit, entity, after }: RejectedRowsInput,
): Promise<{ total: number; rows: SetAsideRow[]; next: RejectedPlace | null }> {
  const behind =
    after === undefined
      ? sql<boolean>`true`
      : sql<boolean>`rejected_at <= ${after.rejectedAt}::timestamptz and (
          rejected_at < ${after.rejectedAt}::timestamptz
          or (entity, entity_id) > (${after.entity}, ${after.entityId})
        )`
  const found = await trx
    .selectFrom('rejected_rows')
    .select([
      'entity',
      'entity_id as entityId',
      'reason',
      'json',
      'first_rejected_at as firstRejectedAt',
      'rejected_at as rejectedAt',
      sql<string>`(rejected_at at time zone 'UTC')::text || '+00'`.as('place'),
      sql<number>`(count(*) over ())::int`.as('total'),
    ])
    .where('resolved_at', 'is', null)
    .where((eb) =>
      eb('entity', '=', sql<SetAsideRow['entity']>`coalesce(${entity ?? null}, entity)`),
    )
    .where(behind)
    .orderBy('rejected_at', 'desc')
    .orderBy('entity')
    .orderBy('entity_id')
    .limit(limit)
    .execute()
  const total = found[0]?.total ?? 0
  const last = total > limit ? found.at(-1) : undefined
  return {
    total,
    rows: found.map(({ total: _total, place: _place, ...row }) => row),
    next: last ? { rejectedAt: last.place, entity: last.entity, entityId: last.entityId } : null,
  }
}
