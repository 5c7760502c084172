import { inTenant, type RunEntityProgress, type TenantSummary } from '@tidemark/db'
import {
  coverage,
  currentRun,
  type EntityCoverage,
  listRuns,
  paceOf,
  type SyncRun,
} from '@tidemark/db/insights'
import { nextScheduledAt, scheduleId, SYNC_ENTITIES, syncWorkflowId } from '../contract.ts'
import type { Operator } from '../shops/operator.ts'
import { describeState } from './describe-state.ts'

/** What a shop's sync is doing, what it did last, when it is due next and what the mirror lacks. */
export async function showStatus({ db }: Operator, shop: TenantSummary): Promise<string> {
  const options = { readOnly: true, isolation: 'repeatable read' } as const
  return await inTenant(
    db,
    shop.id,
    async (trx) => {
      const running = await currentRun(trx)
      const runs = await listRuns(trx, { limit: 2 })
      const last = runs.find(({ state }) => state !== 'running')
      return describeStatus({ shop, running, last, covered: await coverage(trx), now: new Date() })
    },
    options,
  )
}

export interface Status {
  shop: TenantSummary
  running: SyncRun | undefined
  /** The last run that has ended. */
  last: SyncRun | undefined
  covered: readonly EntityCoverage[]
  now: Date
}

/** The same as text, one thing a line; all times are UTC. */
export function describeStatus({ shop, running, last, covered, now }: Status): string {
  return [
    ...describeShop(shop, now),
    ...(running ? describeRun(running) : ['No sync is running.']),
    last
      ? `Last sync: ${describeState(last)} at ${time(last.finished_at)}.`
      : 'No sync has ended yet.',
    ...(last?.error ? [`  ${last.error.sentence} ${last.error.action ?? ''}`.trimEnd()] : []),
    'Mirror:',
    ...covered.flatMap(describeCoverage),
  ].join('\n')
}

function describeShop({ id, shopDomain, status, syncIntervalSeconds }: TenantSummary, now: Date) {
  const next = nextScheduledAt(id, syncIntervalSeconds, now)
  const due = status === 'active' ? `next sync at ${time(next)}` : 'no scheduled syncs'
  return [
    `${shopDomain}: ${status.replace('_', ' ')}, every ${syncIntervalSeconds} s, ${due}.`,
    `In Temporal: workflow ${syncWorkflowId(id)}, schedule ${scheduleId(id)}.`,
  ]
}

function describeRun(run: SyncRun): string[] {
  const parts = SYNC_ENTITIES.flatMap((name) => {
    const part = run.entities[name]
    return part ? [`  ${name.padEnd(12)} ${describePart(part)}`] : []
  })
  const notes = [...run.gaps, ...run.notes].map((sentence) => `  ${sentence}`)
  const since = `since ${time(run.started_at)}, round ${run.rounds}, by ${run.trigger}`
  return [`A sync is running ${since}.`, ...parts, ...notes]
}

function describePart(part: RunEntityProgress): string {
  const { read, changed, rejected, total, done, mode, prepared } = part
  const { rowsPerSecond, secondsLeft } = paceOf(part)
  const of = total === null ? '' : ` of ${total}`
  return [
    mode === 'bulk' && read === 0 && prepared !== null && prepared !== undefined
      ? `${prepared}${of} prepared by Shopify`
      : `${read}${of} read, ${changed} changed`,
    ...(rejected > 0 ? [`${rejected} rejected`] : []),
    ...(done ? ['done'] : []),
    ...(rowsPerSecond === null ? [] : [`${rowsPerSecond} rows/s`]),
    ...(secondsLeft === null ? [] : [`about ${secondsLeft} s left`]),
  ].join(', ')
}

function describeCoverage({
  entity,
  completeFrom,
  completeTo,
  comparedAt,
  gaps,
}: EntityCoverage): string[] {
  const from = completeFrom ? `from ${time(completeFrom)}` : 'from the beginning'
  const compared = comparedAt ? `, compared at ${time(comparedAt)}` : ''
  const span = completeTo ? `complete ${from} to ${time(completeTo)}${compared}` : 'not complete'
  return [
    `  ${entity.padEnd(12)} ${span}`,
    ...gaps.map(({ sentence, action }) => `    ${sentence}${action ? ` ${action}` : ''}`),
  ]
}

/** "2026-03-01 12:00:00 UTC" */
const time = (at: Date | null): string =>
  at === null ? 'an unknown time' : `${at.toISOString().slice(0, 19).replace('T', ' ')} UTC`
