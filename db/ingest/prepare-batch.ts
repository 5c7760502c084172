import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { IngestResult, MirroredEntity } from './inputs.ts'
import { rejectRows, resolveRejected } from './rejected-rows.ts'
import { lookedUp, recordset } from './statement.ts'
import { loadStoredState, type StoredState } from './stored-state.ts'
import { lockTenantPart } from './tenant-lock.ts'
import { judge, newestOfEach } from './triage.ts'

/** What a caller of an ingest function may say about its batch. */
export interface IngestOptions {
  /** The run that rejected rows are noted under. */
  runId?: string
  /**
   * Shopify was just asked for these very ids, by id, so what it answered is alive: a deletion noted
   * here was wrong and is taken back. Without it only a version newer than the deletion does that.
   */
  revive?: boolean
  /** A full resync: what is not older is written anew, even where it seems to be the same. */
  force?: boolean
}

interface MirroredObject {
  id: string
  updatedAt: string
}

/** How an entity is told apart from its stored version. */
export interface EntityRules<T extends MirroredObject> {
  entity: MirroredEntity
  findFault: (input: T) => string | undefined
  hash: (input: T) => string
  customerId: (input: T) => string | null
}

/** An input to be written, with what was there before it. */
interface Replacement<T> {
  input: T
  hash: string
  /** `undefined`: not stored yet. */
  stored: StoredState | undefined
}

export interface PreparedBatch<T> {
  write: Replacement<T>[]
  /** Not written, as nothing in them differs; a product's variants are still to be compared. */
  same: T[]
  result: IngestResult
}

/**
 * Sorts a batch into what must be written and what not, sets aside what can't be mirrored, and keeps
 * other writers of this entity waiting until the transaction ends. Reads once, whatever the size; a
 * batch without news writes nothing.
 */
export async function prepareBatch<T extends MirroredObject>(
  trx: TenantTrx,
  batch: readonly T[],
  rules: EntityRules<T>,
  options: IngestOptions,
): Promise<PreparedBatch<T>> {
  const { entity } = rules
  const newest = newestOfEach(batch)
  const result: IngestResult = { changed: 0, unchanged: 0, stale: 0, rejected: 0 }
  const prepared: PreparedBatch<T> = { write: [], same: [], result }
  const sound: T[] = []
  const rejected = []
  for (const input of newest) {
    const reason = rules.findFault(input)
    if (reason === undefined) sound.push(input)
    else rejected.push({ entity, entityId: input.id, json: input, reason })
  }
  result.rejected = rejected.length
  await rejectRows(trx, rejected, options)
  if (sound.length === 0) return prepared

  await lockTenantPart(trx, entity)
  const ids = sound.map((input) => input.id)
  const stored = await loadStoredState(trx, entity, ids)
  const touched: T[] = []
  for (const input of sound) {
    const hash = rules.hash(input)
    const known = stored.get(input.id)
    const incoming = { updatedAt: input.updatedAt, hash, customerId: rules.customerId(input) }
    const verdict = judge(incoming, known, options)
    if (verdict === 'insert' || verdict === 'replace') {
      prepared.write.push({ input, hash, stored: known })
    } else if (verdict === 'stale') {
      result.stale += 1
    } else {
      prepared.same.push(input)
      if (verdict === 'touch') touched.push(input)
    }
  }
  result.changed = prepared.write.length
  result.unchanged = prepared.same.length
  await touch(trx, entity, touched)
  await resolveRejected(trx, entity, [...prepared.same, ...prepared.write.map((one) => one.input)])
  return prepared
}

/** Keeps the newer time of objects whose content is the same; see `Verdict`. */
async function touch(
  trx: TenantTrx,
  entity: MirroredEntity,
  inputs: readonly MirroredObject[],
): Promise<void> {
  if (inputs.length === 0) return
  const rows = inputs.map((input) => ({ id: input.id, updated_at: input.updatedAt }))
  const ids = inputs.map((input) => input.id)
  await sql`
    update ${sql.table(entity)} as stored
    set updated_at = incoming.updated_at
    from ${recordset(rows, { id: 'bigint', updated_at: 'timestamptz' }, 'incoming')}
    where stored.id = incoming.id
      and stored.ctid = any(array(select place from ${lookedUp(entity, 'id', ids)} as known))
  `.execute(trx)
}
