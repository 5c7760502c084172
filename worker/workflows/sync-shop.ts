import {
  allHandlersFinished,
  ApplicationFailure,
  CancellationScope,
  condition,
  continueAsNew,
  defineQuery,
  defineSignal,
  defineUpdate,
  isCancellation,
  setCurrentDetails,
  setHandler,
  upsertSearchAttributes,
  workflowInfo,
} from '@temporalio/workflow'
import type { RunRef } from '../activities/types.ts'
import {
  BULK_FINISHED,
  CONTROL,
  type ControlShopResult,
  PROGRESS,
  SHOP_CHANGED,
  type ShopChange,
  type ShopCommand,
  SYNC_OUTCOME,
  SYNC_REQUESTED,
  type SyncOutcome,
  type SyncProgress,
  type SyncShopInput,
  type SyncShopResult,
  type SyncTrigger,
} from '../contract.ts'
import { light, local } from './activity-proxies.ts'
import { Changes } from './changes.ts'
import { findCommandFault } from './command-fault.ts'
import { explainFailure } from './explain-failure.ts'
import { beginProgress, beginRound, describeProgress } from './progress.ts'
import { Requests } from './requests.ts'
import { runRound } from './run-round.ts'

const syncRequested = defineSignal<[requestId: string]>(SYNC_REQUESTED)
const shopChanged = defineSignal<[change: ShopChange]>(SHOP_CHANGED)
const bulkFinished = defineSignal(BULK_FINISHED)
const control = defineUpdate<ControlShopResult, [command: ShopCommand]>(CONTROL)
const progressQuery = defineQuery<SyncProgress>(PROGRESS)

/**
 * One shop's sync. Its fixed id makes Temporal refuse a second one; a request that comes while it
 * runs is served by one more round, so that whoever asked gets what Shopify had when they asked.
 */
export async function syncShop(input: SyncShopInput): Promise<SyncShopResult> {
  const { workflowId, firstExecutionRunId } = workflowInfo()
  const ref: RunRef = { tenantId: input.tenantId, runId: firstExecutionRunId }
  const progress = beginProgress(input)
  const inbox: Inbox = {
    requests: new Requests(input.resumed?.requestIds ?? []),
    changes: new Changes(input.resumed?.change ?? {}),
  }
  const { requests, changes } = inbox
  setHandler(syncRequested, (requestId) => requests.add(requestId))
  setHandler(shopChanged, (change) => changes.add(change))
  const bulk = { finished: 0 }
  setHandler(bulkFinished, () => void (bulk.finished += 1))
  setHandler(progressQuery, () => progress)
  setHandler(control, (command) => carryOut(ref, command), { validator: refuseFault })

  try {
    for (let rounds = 0; rounds === 0 || isWaiting(inbox); rounds += 1) {
      const { trigger } = input
      changes.openInbox()
      const begun = await local.beginRun({
        ...ref,
        workflowId,
        trigger,
        requestIds: requests.take(),
      })
      requests.serving(begun.requestIds)
      if (begun.paused) return await stopPaused(ref, progress, inbox)
      beginRound(progress)
      const { change, whole } = changes.take()
      const isFirst = rounds === 0 && trigger !== 'webhook'
      const needsAll = isFirst || whole || begun.inbox?.whole === true
      const only = !needsAll && begun.requestIds.length === 0
      const inboxObjects = begun.inbox?.objects ?? null
      if (!(await runRound(ref, progress, { change, inboxObjects, only, bulk }))) {
        return await resumeAsNew(input, progress, inbox)
      }
      await finish(ref, progress, inbox)
    }
    await condition(allHandlersFinished)
    return { outcome: report(progress), rounds: progress.rounds, entities: progress.entities }
  } catch (error) {
    if (!isContinuation(error))
      await giveUp(error, { ...ref, trigger: input.trigger }, progress, inbox)
    throw error
  }
}

/** The shop was paused before this round began; a run that had begun earlier ends here. */
async function stopPaused(
  ref: RunRef,
  progress: SyncProgress,
  inbox: Inbox,
): Promise<SyncShopResult> {
  if (progress.rounds > 0) await finish(ref, progress, inbox, 'cancelled')
  progress.outcome = 'cancelled'
  await condition(allHandlersFinished)
  return { outcome: report(progress), rounds: progress.rounds, entities: progress.entities }
}

/** What came in from outside and waits for a round. */
type Inbox = { requests: Requests; changes: Changes }

const isWaiting = ({ requests, changes }: Inbox): boolean => requests.waiting || changes.waiting

/** A command to a run under way outlives the run's own cancellation, which may be what it asks for. */
function carryOut({ tenantId }: RunRef, command: ShopCommand): Promise<ControlShopResult> {
  return CancellationScope.nonCancellable(() => light.controlShop({ tenantId, ...command }))
}

function refuseFault(command: ShopCommand): void {
  const fault = findCommandFault(command)
  if (fault !== null) throw ApplicationFailure.nonRetryable(fault, 'InvalidCommand')
}

/** Ends the round, and the run too unless somebody asked meanwhile. */
async function finish(
  ref: RunRef,
  progress: SyncProgress,
  inbox: Inbox,
  outcome: SyncOutcome | null = isWaiting(inbox) ? null : 'completed',
): Promise<void> {
  const requestIds = inbox.requests.served
  const finished = await local.finishRun({ ...ref, requestIds, outcome, error: null })
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
  run: RunRef & { trigger: SyncTrigger },
  progress: SyncProgress,
  { requests }: Inbox,
): Promise<void> {
  const outcome = isCancellation(error) ? 'cancelled' : 'failed'
  const explanation = outcome === 'failed' ? explainFailure(error) : null
  progress.outcome = outcome
  await CancellationScope.nonCancellable(async () => {
    do {
      requests.take()
      await local.finishRun({ ...run, requestIds: requests.all, outcome, error: explanation })
    } while (requests.waiting)
    report(progress)
    await condition(allHandlersFinished)
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
async function resumeAsNew(
  { tenantId, trigger }: SyncShopInput,
  { rounds, entities, gaps, notes }: SyncProgress,
  { requests, changes }: Inbox,
): Promise<never> {
  await condition(allHandlersFinished)
  const resumed = {
    requestIds: requests.all,
    change: changes.all,
    rounds: rounds - 1,
    entities,
    gaps,
    notes,
  }
  return await continueAsNew<typeof syncShop>({ tenantId, trigger, resumed })
}

const isContinuation = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ContinueAsNew'
