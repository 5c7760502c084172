import { sql } from 'kysely'
import { currentTenant } from '../connection/current-tenant.ts'
import type { TenantTrx } from '../connection/db.ts'
import type { BulkPurpose, BulkWindow } from '../schema/bulk-reads.ts'

/** Which reading is meant: a shop has at most one of each. */
export type BulkTarget = { entity: 'orders' | 'customers' | 'products'; purpose: BulkPurpose }

/** Where a reading by bulk operations stands. Counts are exact up to 2^53. */
export type BulkRead = {
  /** The first one is under way. */
  windows: BulkWindow[]
  /** ISO; null: everything. */
  updatedSince: string | null
  /** ISO, by Shopify's clock. */
  beganAt: string | null
  operationId: string | null
  /** Objects that Shopify had put into the file when it was last asked. */
  prepared: number
  /** Byte of the file before which everything has been written. */
  position: number
  objectsRead: number
  rootsRead: number
  /** Roots of the windows that are done. */
  rootsBefore: number
  /** How long nothing of this has moved, ms. */
  idleMs: number
}

export type BulkReadMove = Partial<Omit<BulkRead, 'updatedSince' | 'idleMs'>>

/** The reading under way, if there is one. */
export async function loadBulkRead(
  trx: TenantTrx,
  { entity, purpose }: BulkTarget,
): Promise<BulkRead | null> {
  const row = await trx
    .selectFrom('bulk_reads')
    .selectAll()
    .select(sql<string>`extract(epoch from now() - updated_at) * 1000`.as('idle_ms'))
    .where('entity', '=', entity)
    .where('purpose', '=', purpose)
    .executeTakeFirst()
  if (!row) return null
  return {
    windows: row.windows,
    updatedSince: row.updated_since?.toISOString() ?? null,
    beganAt: row.began_at?.toISOString() ?? null,
    operationId: row.operation_id,
    position: Number(row.position),
    objectsRead: Number(row.objects_read),
    rootsRead: Number(row.roots_read),
    rootsBefore: Number(row.roots_before),
    prepared: Number(row.prepared),
    idleMs: Number(row.idle_ms),
  }
}

/** Begins a reading, or begins it anew. */
export async function beginBulkRead(
  trx: TenantTrx,
  { entity, purpose }: BulkTarget,
  { windows, updatedSince }: Pick<BulkRead, 'windows' | 'updatedSince'>,
): Promise<void> {
  await endBulkRead(trx, { entity, purpose })
  await trx
    .insertInto('bulk_reads')
    .values({
      tenant_id: currentTenant,
      entity,
      purpose,
      windows: JSON.stringify(windows),
      updated_since: updatedSince,
    })
    .execute()
}

/** Moves a reading on, in the transaction that wrote what it leads past. Fields left out stay. */
export async function moveBulkRead(
  trx: TenantTrx,
  { entity, purpose }: BulkTarget,
  move: BulkReadMove,
): Promise<void> {
  const { windows, beganAt, operationId, prepared, position, objectsRead, rootsRead, rootsBefore } =
    move
  await trx
    .updateTable('bulk_reads')
    .set({
      ...(windows === undefined ? {} : { windows: JSON.stringify(windows) }),
      ...(beganAt === undefined ? {} : { began_at: beganAt }),
      ...(operationId === undefined ? {} : { operation_id: operationId }),
      ...(prepared === undefined ? {} : { prepared: String(prepared) }),
      ...(position === undefined ? {} : { position: String(position) }),
      ...(objectsRead === undefined ? {} : { objects_read: String(objectsRead) }),
      ...(rootsRead === undefined ? {} : { roots_read: String(rootsRead) }),
      ...(rootsBefore === undefined ? {} : { roots_before: String(rootsBefore) }),
      updated_at: sql`now()`,
    })
    .where('entity', '=', entity)
    .where('purpose', '=', purpose)
    .execute()
}

/** Ends a reading, done or given up, with all that it kept. */
export async function endBulkRead(trx: TenantTrx, { entity, purpose }: BulkTarget): Promise<void> {
  const kept = purpose === 'ids' ? 'bulk_ids' : 'bulk_lines'
  await sql`delete from ${sql.table(kept)} where entity = ${entity}`.execute(trx)
  await trx
    .deleteFrom('bulk_reads')
    .where('entity', '=', entity)
    .where('purpose', '=', purpose)
    .execute()
}
