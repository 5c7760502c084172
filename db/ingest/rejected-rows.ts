import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { MirroredEntity, RejectedRow } from './inputs.ts'
import { currentTenant, recordset } from './statement.ts'

/** Sets rows aside with their JSON and reason; one that is there already takes the newer reason. */
export async function rejectRows(
  trx: TenantTrx,
  rows: readonly RejectedRow[],
  options: { runId?: string } = {},
): Promise<void> {
  if (rows.length === 0) return
  const newest = new Map(rows.map((row) => [`${row.entity} ${row.entityId}`, row]))
  const records = [...newest.values()].map((row) => ({
    entity: row.entity,
    entity_id: row.entityId,
    json: row.json,
    reason: row.reason,
  }))
  await sql`
    insert into rejected_rows
      (tenant_id, entity, entity_id, json, reason, run_id, first_rejected_at, rejected_at)
    select ${currentTenant}, entity, entity_id, coalesce(json, 'null'), reason, ${options.runId ?? null}, now(), now()
    from ${recordset(records, { entity: 'text', entity_id: 'text', json: 'jsonb', reason: 'text' }, 'rejected')}
    on conflict (tenant_id, entity, entity_id) do update set
      json = excluded.json,
      reason = excluded.reason,
      run_id = excluded.run_id,
      rejected_at = excluded.rejected_at,
      resolved_at = null
  `.execute(trx)
}

/**
 * Says that these objects have been mirrored after all; the ingest functions do this themselves. A
 * version older than the one set aside resolves nothing. Returns how many were resolved.
 */
export async function resolveRejected(
  trx: TenantTrx,
  entity: MirroredEntity,
  mirrored: readonly { id: string; updatedAt: string }[],
): Promise<number> {
  if (mirrored.length === 0) return 0
  const records = mirrored.map((one) => ({ entity_id: one.id, updated_at: one.updatedAt }))
  const { numAffectedRows } = await sql`
    update rejected_rows as rejected
    set resolved_at = now()
    from ${recordset(records, { entity_id: 'text', updated_at: 'text' }, 'mirrored')}
    where rejected.entity = ${entity}
      and rejected.entity_id = mirrored.entity_id
      and rejected.resolved_at is null
      and coalesce(rejected.json ->> 'updatedAt' <= mirrored.updated_at, true)
  `.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

/** How many objects are set aside and unresolved. */
export async function countRejected(trx: TenantTrx, entity?: MirroredEntity): Promise<number> {
  const { rows } = await sql<{ count: string }>`
    select count(*)::text as count
    from rejected_rows
    where resolved_at is null and entity = coalesce(${entity ?? null}, entity)
  `.execute(trx)
  return Number(rows[0]?.count ?? 0)
}
