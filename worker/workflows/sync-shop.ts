import {
  ApplicationFailure,
  CancellationScope,
  continueAsNew,
  defineQuery,
  defineSignal,
  isCancellation,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow'
import type { RunRef } from '../activities/types.ts'
import {
  PROGRESS,
  SYNC_OUTCOME,
  SYNC_REQUESTED,
  type SyncOutcome,
  type SyncProgress,
  type SyncShopInput,
  type SyncShopResult,
} from '../contract.ts'
import { light } from './activity-proxies.ts'
import { explainFailure } from './explain-failure.ts'
import { beginProgress, beginRound, describeProgress } from './progress.ts'
import { runRound } from './run-round.ts'

const syncRequested = defineSignal<[requestId: string]>(SYNC_REQUESTED)
const progressQuery = defineQuery<SyncProgress>(PROGRESS)

/**
 * One shop's sync. Its fixed id makes Temporal refuse a second one; a request that comes while it
 * runs is served by one more round, so that whoever asked gets what Shopify had when they asked.
 */
export async function syncShop(input: SyncShopInput): Promise<SyncShopResult> {
  const { workflowId, firstExecutionRunId } = workflowInfo()
  const ref: RunRef = { tenantId: input.tenantId, runId: firstExecutionRunId }
  const progress = beginProgress(input)
  const requests = new Requests(input.resumed?.requestIds ?? [])
  setHandler(syncRequested, (requestId) => requests.add(requestId))
  setHandler(progressQuery, () => progress)

  try {
    do {
      const { trigger } = input
      const begun = await light.beginRun({
        ...ref,
        workflowId,
        trigger,
        requestIds: requests.take(),
      })
      requests.serving(begun.requestIds)
      beginRound(progress)
      if (!(await runRound(ref, progress))) return await resumeAsNew(input, progress, requests)
      await finish(ref, progress, requests)
    } while (requests.waiting)
    return { outcome: report(progress), rounds: progress.rounds, entities: progress.entities }
  } catch (error) {
    if (!isContinuation(error)) await giveUp(error, ref, progress, requests)
    throw error
  }
}

/** Sync Now requests: waiting for a round, or served by the one under way. */
class Requests {
  #waiting: string[]
  #served: Set<string> = new Set()

  constructor(waiting: readonly string[]) {
    this.#waiting = [...waiting]
  }

  /** A request that the database knew before its signal arrived may be served already. */
  add(requestId: string): void {
    if (!this.#served.has(requestId)) this.#waiting.push(requestId)
  }

  take(): string[] {
    this.serving(this.#waiting)
    return this.served
  }

  serving(requestIds: readonly string[]): void {
    for (const requestId of requestIds) this.#served.add(requestId)
    this.#waiting = this.#waiting.filter((requestId) => !this.#served.has(requestId))
  }

  get waiting(): boolean {
    return this.#waiting.length > 0
  }

  get served(): string[] {
    return [...this.#served]
  }

  get all(): string[] {
    return [...this.#served, ...this.#waiting]
  }
}

/** Ends the round, and the run too unless somebody asked meanwhile. */
async function finish(ref: RunRef, progress: SyncProgress, requests: Requests): Promise<void> {
  const outcome = requests.waiting ? null : 'completed'
  const requestIds = requests.served
  const finished = await light.finishRun({ ...ref, requestIds, outcome, error: null })
  progress.outcome = finished.outcome
}

function report(progress: SyncProgress): SyncOutcome {
  const outcome = progress.outcome ?? 'completed'
  progress.phase = 'finished'
  upsertSearchAttributes([{ key: SYNC_OUTCOME, value: outcome }])
  setCurrentDetails(describeProgress(progress))
  return outcome
}

/** A run that failed or was cancelled says so in our own tables, and leaves no request open. */
async function giveUp(
  error: unknown,
  ref: RunRef,
  progress: SyncProgress,
  requests: Requests,
): Promise<void> {
  const outcome = isCancellation(error) ? 'cancelled' : 'failed'
  const explanation = outcome === 'failed' ? explainFailure(error) : null
  progress.outcome = outcome
  await CancellationScope.nonCancellable(async () => {
    do {
      requests.take()
      await light.finishRun({ ...ref, requestIds: requests.all, outcome, error: explanation })
    } while (requests.waiting)
    report(progress)
  })
  if (explanation) {
    throw ApplicationFailure.create({
      message: explanation.sentence,
      type: 'SyncFailed',
      nonRetryable: true,
      details: [explanation],
      ...(error instanceof Error ? { cause: error } : {}),
    })
  }
}

/** Long histories continue in a new one; nothing waits in Temporal that is not handed over. */
function resumeAsNew(
  { tenantId, trigger }: SyncShopInput,
  { rounds, entities, gaps, notes }: SyncProgress,
  requests: Requests,
): Promise<never> {
  const resumed = {
    requestIds: requests.all,
    change: {},
    rounds: rounds - 1,
    entities,
    gaps,
    notes,
  }
  return continueAsNew<typeof syncShop>({ tenantId, trigger, resumed })
}

const isContinuation = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ContinueAsNew'
