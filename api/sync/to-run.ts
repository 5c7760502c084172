import type { RunEntityProgress } from '@tidemark/db'
import { paceOf, type SyncRun, type WaitingRequest } from '@tidemark/db/insights'
import type { EntityProgress, Run } from '../schemas/index.ts'

/** Where Temporal's UI shows a run: the UI's base address and the namespace. */
export interface TemporalUi {
  url: string | undefined
  namespace: string
}

const NOTHING: RunEntityProgress = { read: 0, changed: 0, rejected: 0, total: null, done: false }

/** A row of sync_runs as it goes over the wire. */
export function toRun(row: SyncRun, ui: TemporalUi): Run {
  return {
    workflowId: row.workflow_id,
    runId: row.run_id,
    trigger: row.trigger,
    state: row.state,
    startedAt: row.started_at.toISOString(),
    finishedAt: row.finished_at?.toISOString() ?? null,
    rounds: row.rounds,
    entities: toEntities(row.entities),
    error: row.error,
    gaps: row.gaps,
    notes: row.notes,
    rejectedRows: row.rejected_rows,
    temporalUrl: temporalUrl(row.workflow_id, row.run_id, ui),
  }
}

/** A Sync Now that no run has taken up yet is shown as a run that has read nothing. */
export function toWaitingRun(request: WaitingRequest, ui: TemporalUi): Run {
  return {
    workflowId: request.workflow_id,
    runId: request.run_id,
    trigger: 'manual',
    state: 'running',
    startedAt: request.requested_at.toISOString(),
    finishedAt: null,
    rounds: 0,
    entities: toEntities({}),
    error: null,
    gaps: [],
    notes: [],
    rejectedRows: 0,
    temporalUrl: request.run_id && temporalUrl(request.workflow_id, request.run_id, ui),
  }
}

/** Every part is there, also those that the run has not come to. */
function toEntities(entities: SyncRun['entities']): Run['entities'] {
  const part = (name: string): EntityProgress => {
    const progress = entities[name] ?? NOTHING
    const { read, changed, rejected, total, done, mode = null, prepared = null } = progress
    return { read, changed, rejected, total, done, mode, prepared, ...paceOf(progress) }
  }
  return {
    products: part('products'),
    customers: part('customers'),
    orders: part('orders'),
    deletions: part('deletions'),
    aggregation: part('aggregation'),
  }
}

function temporalUrl(workflowId: string, runId: string, ui: TemporalUi): string | null {
  if (!ui.url) return null
  const [namespace, workflow, run] = [ui.namespace, workflowId, runId].map(encodeURIComponent)
  return `${ui.url}/namespaces/${namespace}/workflows/${workflow}/${run}/history`
}
