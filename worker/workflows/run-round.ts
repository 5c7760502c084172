import {
  condition,
  isCancellation,
  setCurrentDetails,
  sleep,
  workflowInfo,
} from '@temporalio/workflow'
import type {
  ChunkResult,
  Counts,
  PullEventsResult,
  PullInput,
  ReadShopResult,
  ReconcileResult,
  RunRef,
} from '../activities/types.ts'
import {
  COUNTED_ENTITIES,
  type CountedEntity,
  type ShopChange,
  type SyncEntity,
  type SyncProgress,
} from '../contract.ts'
import { beside, heavy, light, pull } from './activity-proxies.ts'
import { inParallel } from './in-parallel.ts'
import { launchReports } from './launch-reports.ts'
import { describeProgress, noteGaps, noteProgress } from './progress.ts'

/**
 * What a round is for: the objects that are known to have changed, those that it took from the inbox,
 * and, unless it is `only` them, all.
 */
export type RoundTask = {
  change: ShopChange
  /** How many objects were taken from the inbox; null where a worker took none yet. */
  inboxObjects: number | null
  only: boolean
  /** Grows when a bulk operation of the shop is said to have ended. */
  bulk: { finished: number }
}

/**
 * One round: what is known to have changed, what the shop is, what changed, what vanished, what is
 * left over, the rollups.
 * @returns false when the history has grown so long that the run should continue as new; every
 *   activity has left its watermark, so the continuation goes on where this stopped
 */
export async function runRound(
  ref: RunRef,
  progress: SyncProgress,
  task: RoundTask,
): Promise<boolean> {
  const { change, inboxObjects, only } = task
  enter('pulling', progress)
  const asked = hasIds(change) || (inboxObjects ?? 0) > 0
  if (asked) {
    const input = inboxObjects === null ? { change } : { change, inbox: true }
    noteProgress(progress, 'deletions', await pull.pullChanged({ ...ref, ...input }))
  }
  const nothing = !asked && inboxObjects !== null
  const { pulled, reportsDue } = only
    ? ({ pulled: nothing ? 'unchanged' : 'changed', reportsDue: false } as const)
    : await pullAll(ref, progress, task)
  if (pulled === 'too long') return false
  if (pulled === 'unchanged') {
    progress.entities.aggregation.done = true
  } else {
    enter('aggregating', progress)
    await inChunks(progress, 'aggregation', () => heavy.aggregate(ref))
  }
  const { done } = progress.entities.aggregation
  if (done && reportsDue) await launchReports(ref.tenantId)
  return done
}

type Pulled = {
  /** Whether rollups are left to be refreshed, or the history has become too long to go on. */
  pulled: 'changed' | 'unchanged' | 'too long'
  reportsDue: boolean
}

async function pullAll(ref: RunRef, progress: SyncProgress, task: RoundTask): Promise<Pulled> {
  const shop = await light.readShop(ref)
  noteGaps(progress, shop.gaps)
  const reportsDue = shop.reportsDue === true
  await inParallel([
    ...COUNTED_ENTITIES.map(
      (entity) => () => inChunks(progress, entity, () => pullOne(entity, ref, shop), task.bulk),
    ),
    ...(shop.subscriptionsDue === true ? [() => keepSubscriptions(ref, progress)] : []),
  ])
  if (isTooLong()) return { pulled: 'too long', reportsDue }
  if (shop.retries) noteProgress(progress, 'deletions', await pull.retryRejected(ref))
  let events: PullEventsResult | undefined
  await inChunks(progress, 'deletions', async () => (events = await pull.pullEvents(ref)))
  if (!events?.done) return { pulled: 'too long', reportsDue }

  const { mirrored, due, dirty } = events
  const differs = differ(shop.counts, mirrored)
  if (due.length === 0 && !differs) return { pulled: dirty ? 'changed' : 'unchanged', reportsDue }
  enter('reconciling', progress)
  const done = await reconcile(ref, progress, { shop, due, differs })
  return { pulled: done ? 'changed' : 'too long', reportsDue }
}

/** A sync is as good without webhooks, only later: that they can't be had fails nothing. */
async function keepSubscriptions(ref: RunRef, progress: SyncProgress): Promise<void> {
  try {
    const { notes } = await beside.keepSubscriptions(ref)
    progress.notes = [...progress.notes, ...notes]
  } catch (error) {
    if (isCancellation(error)) throw error
  }
}

function pullOne(
  entity: CountedEntity,
  ref: RunRef,
  { counts, allOrders, asOf }: ReadShopResult,
): Promise<ChunkResult> {
  const input: PullInput = { ...ref, total: counts[entity], allOrders, asOf }
  if (entity === 'orders') return pull.pullOrders(input)
  return entity === 'customers' ? pull.pullCustomers(input) : pull.pullProducts(input)
}

/** Chunk after chunk, until the part is done or the history too long. */
async function inChunks(
  progress: SyncProgress,
  entity: SyncEntity,
  chunk: () => Promise<ChunkResult>,
  bulk: RoundTask['bulk'] = { finished: 0 },
): Promise<void> {
  for (let done = false; !done && !isTooLong();) {
    const { finished } = bulk
    const result = await chunk()
    done = result.done
    noteProgress(progress, entity, result)
    setCurrentDetails(describeProgress(progress))
    // Waiting for Shopify takes no worker's slot, and ends when Shopify says that it has finished.
    if (!done && result.waitMs) await condition(() => bulk.finished > finished, result.waitMs)
  }
}

/** Compares ids with Shopify's: of the kinds whose counts still differ, and of those that are due. */
async function reconcile(
  ref: RunRef,
  progress: SyncProgress,
  { shop, due, differs }: { shop: ReadShopResult; due: CountedEntity[]; differs: boolean },
): Promise<boolean> {
  const differing = differs ? (await light.compareCounts({ ...ref, compared: [] })).reconcile : []
  const entities = [...new Set([...due, ...differing])]
  for (const entity of entities) {
    let at: Pick<ReconcileResult, 'mode' | 'afterId'> | { mode: null; afterId: null } = {
      mode: null,
      afterId: null,
    }
    for (let done = false; !done;) {
      if (isTooLong()) return false
      const { allOrders, asOf, counts } = shop
      const input = { ...ref, entity, ...at, allOrders, asOf, total: counts[entity] }
      const result: ReconcileResult = await pull.reconcileIds(input)
      ;({ done } = result)
      at = { mode: result.mode, afterId: result.afterId }
      noteProgress(progress, 'deletions', result)
      if (!done && result.waitMs) await sleep(result.waitMs)
    }
  }
  if (differing.length > 0) await light.compareCounts({ ...ref, compared: entities })
  return true
}

const differ = (shopify: Counts, mirrored: Counts): boolean =>
  COUNTED_ENTITIES.some(
    (entity) => shopify[entity] !== null && shopify[entity] !== mirrored[entity],
  )

const hasIds = (change: ShopChange): boolean =>
  COUNTED_ENTITIES.some((entity) => (change[entity] ?? []).length > 0)

function enter(phase: SyncProgress['phase'], progress: SyncProgress): void {
  progress.phase = phase
  setCurrentDetails(describeProgress(progress))
}

const isTooLong = (): boolean => workflowInfo().continueAsNewSuggested
