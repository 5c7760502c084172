import {
  type EntityProgress,
  SYNC_ENTITIES,
  type SyncEntity,
  type SyncProgress,
  type SyncShopInput,
} from '../contract.ts'

/** A run's figures at its start, or as its predecessor left them. */
export function beginProgress({ trigger, resumed }: SyncShopInput): SyncProgress {
  return {
    trigger,
    phase: 'starting',
    rounds: resumed?.rounds ?? 0,
    entities: resumed?.entities ?? {
      products: noProgress(),
      customers: noProgress(),
      orders: noProgress(),
      deletions: noProgress(),
      aggregation: noProgress(),
    },
    gaps: resumed?.gaps ?? [],
    notes: resumed?.notes ?? [],
    outcome: null,
  }
}

const noProgress = (): EntityProgress => ({
  read: 0,
  changed: 0,
  rejected: 0,
  total: null,
  done: false,
})

/** A new round reads everything again: nothing is done yet. */
export function beginRound(progress: SyncProgress): void {
  progress.rounds += 1
  progress.phase = 'starting'
  for (const entity of SYNC_ENTITIES) progress.entities[entity].done = false
}

export function noteProgress(
  progress: SyncProgress,
  entity: SyncEntity,
  chunk: {
    progress: EntityProgress
    gaps?: readonly string[] | undefined
    notes?: readonly string[] | undefined
  },
): void {
  progress.entities[entity] = chunk.progress
  noteGaps(progress, chunk.gaps ?? [])
  progress.notes = [...progress.notes, ...(chunk.notes ?? [])]
}

export function noteGaps(progress: SyncProgress, gaps: readonly string[]): void {
  progress.gaps = [...new Set([...progress.gaps, ...gaps])]
}

/** The Markdown that Temporal's UI shows at the head of a run. */
export function describeProgress(progress: SyncProgress): string {
  const rows = SYNC_ENTITIES.map((entity) => {
    const { read, changed, rejected, total, done, mode, prepared } = progress.entities[entity]
    const of = total === null ? '' : ` of ${total}`
    const how = prepared ? `Shopify prepares ${prepared}` : done ? 'yes' : (mode ?? 'no')
    return `| ${entity} | ${read}${of} | ${changed} | ${rejected} | ${how} |`
  })
  return [
    `**${progress.outcome ?? progress.phase}**, round ${progress.rounds}, by ${progress.trigger}`,
    '',
    '| | read | changed | set aside | done |',
    '| --- | --: | --: | --: | --- |',
    ...rows,
    ...progress.gaps.map((gap) => `\nGap: ${gap}`),
    ...progress.notes.map((note) => `\nNote: ${note}`),
  ].join('\n')
}
