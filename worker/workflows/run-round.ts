import { isCancellation, setCurrentDetails, workflowInfo } from '@temporalio/workflow'
import type { ChunkResult, Counts, ReconcileResult, RunRef } from '../activities/types.ts'
import type { CountedEntity, SyncEntity, SyncProgress } from '../contract.ts'
import { heavy, light, pull } from './activity-proxies.ts'
import { explainFailure } from './explain-failure.ts'
import { inParallel } from './in-parallel.ts'
import { describeProgress, noteGaps, noteProgress } from './progress.ts'

/**
 * One round: what the shop is, what changed, what vanished, what is left over, the rollups.
 * @returns false when the history has grown so long that the run should continue as new; every
 *   activity has left its watermark, so the continuation goes on where this stopped
 */
export async function runRound(ref: RunRef, progress: SyncProgress): Promise<boolean> {
  const shop = await light.readShop(ref)
  noteGaps(progress, shop.gaps)

  enter('pulling', progress)
  await inParallel(
    (['products', 'customers', 'orders'] as const).map(
      (entity) => () => inChunks(progress, entity, () => pullOne(entity, ref, shop.counts[entity])),
    ),
  )
  if (isTooLong()) return false
  let mirrored: Counts | undefined
  await inChunks(progress, 'deletions', async () => {
    const chunk = await pull.pullEvents(ref)
    mirrored = chunk.mirrored
    return chunk
  })

  if (mirrored && differ(shop.counts, mirrored)) {
    enter('reconciling', progress)
    if (!(await reconcileOrNoteGap(ref, progress, shop.allOrders))) return false
  }

  enter('aggregating', progress)
  await inChunks(progress, 'aggregation', () => heavy.aggregate(ref))
  return progress.entities.aggregation.done
}

function pullOne(entity: CountedEntity, ref: RunRef, total: number | null): Promise<ChunkResult> {
  const input = { ...ref, total }
  if (entity === 'orders') return pull.pullOrders(input)
  return entity === 'customers' ? pull.pullCustomers(input) : pull.pullProducts(input)
}

/** Chunk after chunk, until the part is done or the history too long. */
async function inChunks(
  progress: SyncProgress,
  entity: SyncEntity,
  chunk: () => Promise<ChunkResult>,
): Promise<void> {
  for (let done = false; !done && !isTooLong();) {
    const result = await chunk()
    done = result.done
    noteProgress(progress, entity, result)
    setCurrentDetails(describeProgress(progress))
  }
}

/** A comparison that Shopify does not let us make leaves a gap; what was pulled still counts. */
async function reconcileOrNoteGap(
  ref: RunRef,
  progress: SyncProgress,
  allOrders: boolean,
): Promise<boolean> {
  try {
    return await reconcile(ref, progress, allOrders)
  } catch (error) {
    const { kind, sentence } = explainFailure(error)
    if (isCancellation(error) || kind !== 'bug') throw error
    noteGaps(progress, [`deletions: ids could not be compared with Shopify's (${sentence})`])
    return true
  }
}

/** Compares ids with Shopify's where the counts still differ. */
async function reconcile(
  ref: RunRef,
  progress: SyncProgress,
  allOrders: boolean,
): Promise<boolean> {
  const { reconcile: entities } = await light.compareCounts({ ...ref, reconciled: false })
  for (const entity of entities) {
    for (let afterId: string | null = null, done = false; !done;) {
      if (isTooLong()) return false
      const result: ReconcileResult = await pull.reconcileIds({
        ...ref,
        entity,
        afterId,
        allOrders,
      })
      ;({ afterId, done } = result)
      noteProgress(progress, 'deletions', result)
    }
  }
  if (entities.length > 0) await light.compareCounts({ ...ref, reconciled: true })
  return true
}

const differ = (shopify: Counts, mirrored: Counts): boolean =>
  (['products', 'customers', 'orders'] as const).some(
    (entity) => shopify[entity] !== null && shopify[entity] !== mirrored[entity],
  )

function enter(phase: SyncProgress['phase'], progress: SyncProgress): void {
  progress.phase = phase
  setCurrentDetails(describeProgress(progress))
}

const isTooLong = (): boolean => workflowInfo().continueAsNewSuggested
