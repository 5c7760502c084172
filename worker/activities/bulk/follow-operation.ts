import { inTenant, noteBulkAccess } from '@tidemark/db'
import { type BulkRead, type BulkTarget, moveBulkRead } from '@tidemark/db/bulk'
import type { Attempt } from '../attempt.ts'
import { type Dependencies, isChunkFull } from '../dependencies.ts'
import type { ShopClient } from '../../shopify/shop-client.ts'
import { type BulkOperation, cancelBulk, readBulk, startBulk } from './operations.ts'

/** One reading by bulk operations, as an attempt works on it. */
export type BulkContext = {
  deps: Dependencies
  tenantId: string
  client: ShopClient
  target: BulkTarget
  attempt: Attempt
}

/** Where an operation has come to. */
export type Followed =
  /** Its file can be read; `url` is null when nothing was found. */
  | { kind: 'ready'; operation: BulkOperation }
  /** Shopify is still at it; `prepared` objects so far. */
  | { kind: 'waiting'; prepared: number; waitMs: number }
  /** Nothing will come of this operation; another may do better. */
  | { kind: 'failed'; why: string }
  /** Shopify does not let us do this by bulk operations. */
  | { kind: 'refused'; why: string }

/** Pauses before the first looks: small shops are ready in a second or two. */
const FIRST_LOOKS_MS = [300, 500, 1_000, 2_000, 3_000]

/** Starts the operation for the reading's first window, or looks at the one that was started. */
export async function followOperation(
  context: BulkContext,
  read: BulkRead,
  query: string,
): Promise<Followed> {
  const { deps, tenantId, target, client, attempt } = context
  const { caller } = attempt
  let id = read.operationId
  if (id === null) {
    const start = await startBulk(client, query, caller)
    if (start.kind === 'busy') return waitInLine(context, read)
    if (start.kind === 'refused') {
      const { denied, why } = start
      if (denied) await inTenant(deps.db, tenantId, (trx) => noteBulkAccess(trx, { denied }))
      return { kind: 'refused', why }
    }
    id = start.id
    const began = { operationId: id, beganAt: read.beganAt ?? start.createdAt, prepared: 0 }
    await inTenant(deps.db, tenantId, async (trx) => {
      await noteBulkAccess(trx, { denied: false })
      await moveBulkRead(trx, target, began)
    })
  }
  return await look(context, { ...read, operationId: id }, id)
}

/** Other operations of this app take all places; they may for hours, but not for ever. */
function waitInLine({ deps }: BulkContext, read: BulkRead): Followed {
  if (read.idleMs <= deps.limits.bulkStill) {
    return { kind: 'waiting', prepared: 0, waitMs: deps.limits.bulkPoll }
  }
  return { kind: 'refused', why: 'other operations took all places for hours' }
}

async function look(context: BulkContext, read: BulkRead, id: string): Promise<Followed> {
  const { deps, tenantId, target, client, attempt } = context
  let prepared = read.prepared
  for (let looks = 0; ; looks += 1) {
    const operation = await readBulk(client, id, attempt.caller)
    if (operation === null) return { kind: 'failed', why: 'Shopify does not know it any more' }
    const { status, errorCode, objectCount } = operation
    if (status === 'COMPLETED') return { kind: 'ready', operation }
    if (status !== 'CREATED' && status !== 'RUNNING') {
      return { kind: 'failed', why: errorCode ? `${status} (${errorCode})` : status }
    }
    if (objectCount !== prepared) {
      prepared = objectCount
      await inTenant(deps.db, tenantId, (trx) => moveBulkRead(trx, target, { prepared }))
    } else if (looks === 0 && read.idleMs > deps.limits.bulkStill) {
      await cancelBulk(client, id, attempt.caller)
      return { kind: 'failed', why: 'it did not get on for hours' }
    }
    attempt.progress({ status, prepared })
    const pause = FIRST_LOOKS_MS[looks]
    const isLong = pause === undefined || read.idleMs > deps.limits.bulkPoll
    if (isLong || isChunkFull(deps, { pages: 0, elapsed: attempt.elapsed() })) {
      return { kind: 'waiting', prepared, waitMs: deps.limits.bulkPoll }
    }
    await attempt.caller.pause(pause)
  }
}
