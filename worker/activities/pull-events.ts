import { inTenant } from '@tidemark/db'
import {
  countDirty,
  countMirrored,
  loadCursor,
  markDeleted,
  type MirroredEntity,
  raiseFence,
  saveCursor,
} from '@tidemark/db/ingest'
import { z } from 'zod'
import { nextCursor, nodesSchema } from '../shopify/connection.ts'
import {
  ShopifyAccessDeniedError,
  ShopifyQueryError,
  ShopifySearchWarningError,
} from '../shopify/errors.ts'
import { toNumericId } from '../shopify/gid.ts'
import { patiently } from '../shopify/patient-client.ts'
import {
  DESTROY_EVENTS,
  destroyEventsAfter,
  destroyEventsCost,
} from '../shopify/queries/events.graphql.ts'
import { readShape } from '../shopify/read-shape.ts'
import { adoptOrphans } from './adopt-orphans.ts'
import type { Attempt } from './attempt.ts'
import { type Dependencies, isChunkFull } from './dependencies.ts'
import { listDue } from './list-due.ts'
import { addProgress, loadReadInRound } from './run-progress.ts'
import type { PullEventsResult, RunRef } from './types.ts'

const answerSchema = z.object({
  events: nodesSchema(
    z.object({
      id: z.string(),
      createdAt: z.string(),
      action: z.string().optional(),
      subjectId: z.string().optional(),
      subjectType: z.string().optional(),
    }),
  ),
})
type Events = z.infer<typeof answerSchema>['events']

/** Variants vanish with a newer version of their product, so they need no event. */
const entityOf: Record<string, MirroredEntity> = {
  ORDER: 'orders',
  CUSTOMER: 'customers',
  PRODUCT: 'products',
}

/**
 * Reads what was deleted since the last event seen. `readShop` has set that before the very first
 * rows were read. Where events are denied the ids are compared instead, see `reconcile-ids.ts`.
 */
export async function pullEvents(
  deps: Dependencies,
  { tenantId, runId }: RunRef,
  attempt: Attempt,
): Promise<PullEventsResult> {
  const { db, shopify } = deps
  const client = patiently((await shopify.open(tenantId)).client)
  const { caller } = attempt
  const { fence, cursor, begun } = await inTenant(db, tenantId, async (trx) => ({
    fence: await raiseFence(trx, 'events'),
    cursor: await loadCursor(trx, 'events'),
    begun: await addProgress(trx, runId, 'deletions', {}),
  }))
  const gaps: string[] = []
  let lastId = cursor.watermarkId
  let done = false
  let progress = begun

  do {
    const events = lastId === null ? null : await fetchEvents(lastId)
    done = events === null || nextCursor(events.pageInfo) === null
    lastId = events?.nodes.length ? toNumericId(events.nodes.at(-1)?.id ?? '') : lastId
    progress = await inTenant(db, tenantId, async (trx) => {
      let changed = 0
      for (const { entity, ids, at } of toVanished(events)) {
        if (ids.length > 0) changed += await markDeleted(trx, entity, ids, at)
      }
      await saveCursor(trx, 'events', fence, { watermarkId: lastId })
      const figures = { read: events?.nodes.length ?? 0, changed, done }
      return addProgress(trx, runId, 'deletions', figures, { gaps })
    })
    attempt.progress(progress)
  } while (!done && !isChunkFull(deps, { pages: 0, elapsed: attempt.elapsed() }))
  if (done) await adoptOrphans(deps, { tenantId, runId, client }, caller)
  const before = new Date(deps.clock().getTime() - deps.limits.compareEvery)
  const found = await inTenant(db, tenantId, async (trx) => {
    const { orders, customers, comparisons } = await countDirty(trx)
    // What was drained beside the pulls still waits for its months to be added up.
    const drained = await loadReadInRound(trx, runId, 'aggregation')
    const dirty = orders + customers + comparisons + drained > 0
    const mirrored = await countMirrored(trx)
    const due = await listDue(trx, before)
    if (!dirty) await addProgress(trx, runId, 'aggregation', { total: 0, done: true })
    return { mirrored, due, dirty }
  })
  return { done, progress, gaps, ...found }

  async function fetchEvents(after: string): Promise<Events | null> {
    const variables = { query: destroyEventsAfter(after) }
    const query = { document: DESTROY_EVENTS, cost: destroyEventsCost, variables }
    try {
      return readShape(answerSchema, (await client.request(query, caller)).data).events
    } catch (error) {
      // Events only make deletions known sooner: without them the counts tell.
      const refused = [ShopifyAccessDeniedError, ShopifyQueryError, ShopifySearchWarningError]
      if (!refused.some((kind) => error instanceof kind)) throw error
      gaps.push('events: not to be had, deletions are found by comparing ids')
      return null
    }
  }
}

/** Objects of one kind that have vanished, and when the last of them did. */
type Vanished = { entity: MirroredEntity; ids: string[]; at: string }

function toVanished(events: Events | null): Vanished[] {
  const nodes = (events?.nodes ?? []).filter(({ action }) => action === 'destroy')
  const at = nodes.at(-1)?.createdAt
  if (at === undefined) return []
  return Object.entries(entityOf).map(([type, entity]) => {
    const subjects = nodes.filter(({ subjectType }) => subjectType === type)
    return { entity, at, ids: subjects.map(({ subjectId }) => toNumericId(subjectId ?? '')) }
  })
}
