import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { MirroredEntity } from './inputs.ts'
import { lookedUp } from './statement.ts'

/** What decides whether an incoming object replaces the stored one. */
export interface StoredState {
  updatedAt: number
  deletedAt: number | null
  hash: string | null
  /** Orders only. */
  customerId: string | null
}

export async function loadStoredState(
  trx: TenantTrx,
  entity: MirroredEntity,
  ids: readonly string[],
): Promise<Map<string, StoredState>> {
  const customerId = entity === 'orders' ? sql`customer_id::text` : sql`null::text`
  const { rows } = await sql<{
    id: string
    updated_ms: string
    deleted_ms: string | null
    hash: string | null
    customer_id: string | null
  }>`
    select
      id::text,
      (extract(epoch from updated_at) * 1000)::bigint::text as updated_ms,
      (extract(epoch from deleted_at) * 1000)::bigint::text as deleted_ms,
      encode(content_hash, 'hex') as hash,
      ${customerId} as customer_id
    from ${lookedUp(entity, 'id', ids)} as known
  `.execute(trx)
  return new Map(
    rows.map((row) => [
      row.id,
      {
        updatedAt: Number(row.updated_ms),
        deletedAt: row.deleted_ms === null ? null : Number(row.deleted_ms),
        hash: row.hash,
        customerId: row.customer_id,
      },
    ]),
  )
}
