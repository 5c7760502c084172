import { inTenant } from '@tidemark/db'
import {
  beginBulkRead,
  type BulkRead,
  endBulkRead,
  type IdPage,
  keepBulkIds,
  type ListedId,
  listBulkMissing,
  listBulkMoved,
  listBulkSuspects,
  loadBulkRead,
  moveBulkRead,
} from '@tidemark/db/bulk'
import {
  markDeleted,
  noteComparison,
  raiseFence,
  reassignCustomers,
  saveCoverage,
  saveCursor,
} from '@tidemark/db/ingest'
import { z } from 'zod'
import { adoptOrphans } from '../adopt-orphans.ts'
import type { Attempt } from '../attempt.ts'
import type { Dependencies } from '../dependencies.ts'
import { findGone } from '../find-gone.ts'
import { pullByIds } from '../pull-by-ids.ts'
import { addProgress } from '../run-progress.ts'
import { visibleFrom } from '../to-coverage-gaps.ts'
import type { ReconcileInput, ReconcileResult } from '../types.ts'
import { toNumericId } from '../../shopify/gid.ts'
import { patiently } from '../../shopify/patient-client.ts'
import { idsBulkQuery } from '../../shopify/queries/bulk.graphql.ts'
import { readShape } from '../../shopify/read-shape.ts'
import { BulkFileError } from './errors.ts'
import { type BulkContext, followOperation } from './follow-operation.ts'
import { readFile, type Transaction } from './read-file.ts'
import { WHOLE } from './windows.ts'

type Reconciliation = BulkContext & { input: ReconcileInput; read: BulkRead; fence: bigint }

/**
 * One bounded chunk of comparing all ids of a kind with Shopify's: a bulk operation lists them, and
 * sets are compared in Postgres. What vanished is marked as deleted once Shopify, asked for it by id,
 * does not know it; what is missing or older here is read again; orders follow their customer.
 */
export async function reconcileByBulk(
  deps: Dependencies,
  input: ReconcileInput,
  attempt: Attempt,
): Promise<ReconcileResult> {
  const work = await openWork(deps, input, attempt)
  const followed = await followOperation(work, work.read, idsBulkQuery(input.entity))
  if (followed.kind === 'refused' || followed.kind === 'failed') {
    return await byPages(work, followed.why)
  }
  if (followed.kind === 'waiting') return await report(work, { waitMs: followed.waitMs })
  try {
    const { ended } = await readFile(work, followed.operation, work.read, {
      open: () => openIdList(work),
    })
    if (!ended) return await report(work, {})
  } catch (error) {
    if (error instanceof BulkFileError) return await byPages(work, error.message)
    throw error
  }
  await compare(work)
  return await report(work, { done: true })
}

async function openWork(
  deps: Dependencies,
  input: ReconcileInput,
  attempt: Attempt,
): Promise<Reconciliation> {
  const { tenantId, entity } = input
  const client = patiently((await deps.shopify.open(tenantId)).client)
  const target = { entity, purpose: 'ids' } as const
  const { read, fence } = await inTenant(deps.db, tenantId, async (trx) => {
    // Comparing follows the events of deletions, and takes over their walk's fence.
    const raised = await raiseFence(trx, 'events')
    if (!(await loadBulkRead(trx, target))) {
      await beginBulkRead(trx, target, { windows: [WHOLE], updatedSince: null })
    }
    return { fence: raised, read: await loadBulkRead(trx, target) }
  })
  if (!read) throw new Error(`No listing of ${entity} has been begun.`)
  return { deps, tenantId, client, target, attempt, input, read, fence }
}

const listedSchema = z.object({
  id: z.string(),
  updatedAt: z.string(),
  customer: z.object({ id: z.string() }).nullish(),
})

function openIdList({ deps, tenantId, target, fence, attempt }: Reconciliation): Transaction {
  const ids: ListedId[] = []
  return {
    add({ lines }) {
      for (const { node } of lines) {
        const { id, updatedAt, customer } = readShape(listedSchema, node)
        const customerId = customer ? toNumericId(customer.id) : null
        ids.push({ id: toNumericId(id), updatedAt, customerId })
      }
    },
    async write(place) {
      await inTenant(deps.db, tenantId, async (trx) => {
        await keepBulkIds(trx, target.entity, ids)
        await moveBulkRead(trx, target, place)
        await saveCursor(trx, 'events', fence, {})
      })
      attempt.progress({ listed: place.rootsRead })
    },
  }
}

/** Ids handled at a time. */
const SET = 1_000

async function compare(work: Reconciliation): Promise<void> {
  const { deps, tenantId, client, input, target, fence, attempt } = work
  const { entity } = target
  const { caller } = attempt
  const to = (await inTenant(deps.db, tenantId, (trx) => loadBulkRead(trx, target)))?.beganAt
  const range = { from: visibleFrom(entity, input), to: to ?? input.asOf }

  await inSets(
    work,
    (trx, page) => listBulkSuspects(trx, entity, range, page),
    (id) => id,
    async (suspects) => {
      const gone = await findGone(client, entity, suspects, caller)
      const progress = await inTenant(deps.db, tenantId, async (trx) => {
        const changed = await markDeleted(trx, entity, gone, null)
        return addProgress(trx, input.runId, 'deletions', { changed })
      })
      attempt.progress(progress)
    },
  )
  await inSets(
    work,
    (trx, page) => listBulkMissing(trx, entity, page),
    (id) => id,
    (missing) => pullByIds(deps, { ...input, client }, entity, missing, caller),
  )
  if (entity === 'orders') {
    await inSets(
      work,
      listBulkMoved,
      ({ orderId }) => orderId,
      async (moved) => {
        await inTenant(deps.db, tenantId, (trx) => reassignCustomers(trx, moved))
      },
    )
  }
  await adoptOrphans(deps, { ...input, client }, caller)
  await inTenant(deps.db, tenantId, async (trx) => {
    await endBulkRead(trx, target)
    await saveCursor(trx, 'events', fence, {})
    await saveCoverage(trx, entity, { comparedAt: range.to })
    await noteComparison(trx, entity, { compared: true })
  })
}

/** Goes through a list set by set, in the order of ids; each set may change what is listed later. */
async function inSets<Row>(
  { deps, tenantId, attempt }: Reconciliation,
  list: (trx: Parameters<typeof listBulkMoved>[0], page: IdPage) => Promise<Row[]>,
  idOf: (row: Row) => string,
  handle: (rows: Row[]) => Promise<unknown>,
): Promise<void> {
  for (let after = '0'; ;) {
    const page = { after, limit: SET }
    const rows = await inTenant(deps.db, tenantId, (trx) => list(trx, page))
    const last = rows.at(-1)
    if (last === undefined) return
    await handle(rows)
    after = idOf(last)
    attempt.progress({ comparedUpTo: after })
    attempt.caller.signal.throwIfAborted()
  }
}

/** No bulk operation will do it: the ids are compared by pages. */
async function byPages(work: Reconciliation, why: string): Promise<ReconcileResult> {
  const { deps, tenantId, target, input } = work
  const note = `${target.entity}: ids compared by pages, because bulk operations came to nothing (${why})`
  const progress = await inTenant(deps.db, tenantId, async (trx) => {
    await endBulkRead(trx, target)
    return addProgress(trx, input.runId, 'deletions', {}, { notes: [note] })
  })
  return { done: false, mode: 'pages', afterId: null, progress, notes: [note] }
}

async function report(
  { deps, tenantId, input }: Reconciliation,
  { done = false, waitMs }: { done?: boolean; waitMs?: number },
): Promise<ReconcileResult> {
  const progress = await inTenant(deps.db, tenantId, (trx) =>
    addProgress(trx, input.runId, 'deletions', {}),
  )
  return {
    done,
    mode: 'bulk',
    afterId: null,
    progress,
    ...(waitMs === undefined ? {} : { waitMs }),
  }
}
