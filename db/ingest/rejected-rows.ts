import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { MAPPING } from './content-hash.ts'
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
    json: row.entity === 'customers' ? withoutName(row.json) : row.json,
    reason: row.reason,
  }))
  await sql`
    insert into rejected_rows
      (tenant_id, entity, entity_id, json, reason, run_id, mapping, first_rejected_at, rejected_at)
    select ${currentTenant}, entity, entity_id, coalesce(json, 'null'), reason,
      ${options.runId ?? null}, ${MAPPING}::integer, now(), now()
    from ${recordset(records, { entity: 'text', entity_id: 'text', json: 'jsonb', reason: 'text' }, 'rejected')}
    on conflict (tenant_id, entity, entity_id) do update set
      json = excluded.json,
      reason = excluded.reason,
      run_id = excluded.run_id,
      rejected_at = excluded.rejected_at,
      mapping = excluded.mapping,
      retry_requested_at = null,
      resolved_at = null
  `.execute(trx)
}

/** What is wrong with a customer can be seen without the name, which not every shop lets us keep. */
function withoutName(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || !('displayName' in json)) return json
  const { displayName: _, ...rest } = json
  return rest
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

/** Rows to be tried again: somebody asked for it, or an older mapping refused them. */
export async function listRetries(
  trx: TenantTrx,
  { limit }: { limit: number },
): Promise<{ entity: MirroredEntity; entityId: string }[]> {
  const { rows } = await sql<{ entity: MirroredEntity; entityId: string }>`
    select entity, entity_id as "entityId"
    from rejected_rows
    where resolved_at is null and entity_id ~ '^[0-9]{1,18}$'
      and (retry_requested_at is not null or mapping < ${MAPPING}::integer)
    order by entity, entity_id
    limit ${limit}
  `.execute(trx)
  return rows
}

/**
 * Says that these rows have been tried again: what is still refused waits for the next wish, and what
 * Shopify no longer knows is settled.
 */
export async function settleRetries(
  trx: TenantTrx,
  entity: MirroredEntity,
  ids: readonly string[],
  unknown: readonly string[],
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    update rejected_rows
    set retry_requested_at = null, mapping = ${MAPPING}::integer,
      resolved_at = case when entity_id = any(${[...unknown]}::text[]) then now() else resolved_at end
    where entity = ${entity} and entity_id = any(${[...ids]}::text[])
  `.execute(trx)
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
