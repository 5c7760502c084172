import { inTenant, type TenantTrx } from '@tidemark/db'
import { beginBulkRead, loadBulkRead } from '@tidemark/db/bulk'
import { loadCursor, raiseFence, saveCursor } from '@tidemark/db/ingest'
import type { CountedEntity } from '../../contract.ts'
import type { Attempt } from '../attempt.ts'
import type { Dependencies } from '../dependencies.ts'
import { countChanged } from '../count-changed.ts'
import type { EntityReader } from '../entity-reader.ts'
import type { PullInput } from '../types.ts'
import { beginWalk, fromCursor, toCursor } from '../walk-position.ts'
import { WHOLE } from './windows.ts'

/**
 * Where it is longer since all changes were read, there may be a large gap; whether there is one,
 * Shopify is asked. The watermark alone does not tell: in a quiet shop it is old for no other reason.
 */
const GAP_MS = 24 * 60 * 60_000

/**
 * How the next chunk of an entity is read. What is under way goes on as it was begun; otherwise bulk
 * operations are for first syncs, full resyncs and large gaps, and pages for all else.
 */
export async function chooseMethod<Row>(
  deps: Dependencies,
  reader: EntityReader<Row>,
  input: PullInput,
  attempt: Attempt,
): Promise<'bulk' | 'pages'> {
  const { db, limits, clock } = deps
  const { tenantId, total } = input
  const { entity } = reader
  const target = { entity, purpose: 'mirror' } as const
  const { cursor, read, readAt } = await inTenant(db, tenantId, async (trx) => ({
    cursor: await loadCursor(trx, entity),
    read: await loadBulkRead(trx, target),
    readAt: await findReadAt(trx, entity),
  }))
  if (read) return 'bulk'
  if (fromCursor(cursor)) return 'pages'
  const isMany = total === null || total >= limits.bulkFrom
  if (isMany && (cursor.resyncRequestedAt !== null || cursor.watermarkAt === null)) {
    return await begin(null)
  }
  if (cursor.resyncRequestedAt !== null) return await walkFromStart()
  if (isMany && isOld(cursor.watermarkAt, clock()) && isOld(readAt, clock())) {
    const { from } = beginWalk(cursor.watermarkAt, reader.lookBackMs)
    if (from !== null && (await hasChangedMuch(from))) return await begin(from)
  }
  return 'pages'

  async function hasChangedMuch(since: string): Promise<boolean> {
    const changed = await countChanged(deps, tenantId, entity, since, attempt.caller)
    return changed !== null && changed >= limits.bulkFrom
  }

  async function begin(updatedSince: string | null): Promise<'bulk'> {
    await inTenant(db, tenantId, async (trx) => {
      const fence = await raiseFence(trx, entity)
      await beginBulkRead(trx, target, { windows: [WHOLE], updatedSince })
      await saveCursor(trx, entity, fence, {})
    })
    return 'bulk'
  }

  async function walkFromStart(): Promise<'pages'> {
    await inTenant(db, tenantId, async (trx) => {
      const fence = await raiseFence(trx, entity)
      await saveCursor(trx, entity, fence, toCursor(beginWalk(null, reader.lookBackMs)))
    })
    return 'pages'
  }
}

/** ISO: everything that had changed before this was read; null: never read to the end. */
async function findReadAt(trx: TenantTrx, entity: CountedEntity): Promise<string | null> {
  const row = await trx
    .selectFrom('sync_coverage')
    .select('complete_to')
    .where('entity', '=', entity)
    .executeTakeFirst()
  return row?.complete_to?.toISOString() ?? null
}

const isOld = (at: string | null, now: Date): boolean =>
  at === null || now.getTime() - Date.parse(at) > GAP_MS
