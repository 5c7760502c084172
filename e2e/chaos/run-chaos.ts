import { createChecker } from './check/index.ts'
import { type Copy, startCopy } from './copy.ts'
import type { ChaosOptions } from './options.ts'
import { type Deeds, noDeeds, perform, type Stage } from './perform.ts'
import { drawSteps } from './plan.ts'
import { resume, settle } from './settle.ts'
import { listFaultKinds } from './stand-in.ts'
import { createStepLog, type StepLog } from './step-log.ts'
import { type PromiseCounts, SyncPromises } from './sync-promises.ts'
import { findUnaskedEnds } from './unasked-ends.ts'

/** What a run of chaos comes to. */
export interface ChaosReport {
  seed: number
  steps: number
  deeds: Deeds
  promises: PromiseCounts
  checks: number
  /** In sentences, at most {@link LISTED}; none when all is well. */
  differences: string[]
  log: StepLog
}

const LISTED = 20
/** Steps between two comparisons in a long run. */
const CHECK_EVERY = 40

/** Who looks on. */
export interface Onlooker {
  /** Hears each line of the log. */
  say(line: string): void
  /** Gets the copy once it runs. */
  onStart?(copy: Copy): void
  /** Gets it once more after the last comparison, before it is stopped. */
  beforeStop?(copy: Copy): Promise<void>
}

/**
 * Starts a copy, carries the seed's steps out, and compares at the end, in long runs also on the
 * way; it ends at the first comparison that finds something.
 */
export async function runChaos(options: ChaosOptions, onlooker: Onlooker): Promise<ChaosReport> {
  const log = createStepLog((line) => onlooker.say(line))
  const copy = await startCopy(options)
  try {
    onlooker.onStart?.(copy)
    log.note(`seed ${options.seed}, data in ${copy.system.dataDir}`)
    const stage: Stage = {
      copy,
      log,
      promises: new SyncPromises(copy, log),
      deeds: noDeeds(),
      faultKinds: await listFaultKinds(copy.run),
      lingering: new Map(),
    }
    const report = await goThrough(stage, options)
    await onlooker.beforeStop?.(copy)
    return report
  } finally {
    await copy.close()
  }
}

async function goThrough(stage: Stage, options: ChaosOptions): Promise<ChaosReport> {
  const { copy, log, promises, deeds } = stage
  const { seed } = options
  const checker = createChecker(copy)
  const deadline = performance.now() + options.minutes * 60_000
  const report = { seed, steps: 0, checks: 0, deeds, promises: promises.counts, log }
  for (const step of drawSteps(seed, copy.shops.length)) {
    await perform(stage, step)
    report.steps = step.number
    const last = step.number >= options.steps || performance.now() > deadline
    if (!last && step.number % CHECK_EVERY !== 0) continue
    const differences = await compare(stage, checker)
    report.checks += 1
    if (last || differences.length > 0) return { ...report, differences }
    await resume(stage)
  }
  throw new Error('The steps have come to an end, which they never do.')
}

async function compare(stage: Stage, checker: ReturnType<typeof createChecker>): Promise<string[]> {
  const { copy, log, promises, deeds } = stage
  const unsettled = await settle(stage)
  const found = await checker.check()
  const differences = [
    ...unsettled,
    ...promises.broken,
    ...findUnaskedEnds(copy.system.output(), deeds.kills),
    ...found.list(LISTED),
  ]
  log.note(differences.length === 0 ? 'nothing differs' : `${differences.length} differences`)
  return differences.slice(0, LISTED + 1)
}
