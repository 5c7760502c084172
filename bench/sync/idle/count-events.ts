import type { Client } from '@temporalio/client'

/** What a run left in Temporal's history. */
export interface RunFigures {
  events: number
  activities: number
  workflowTasks: number
  /** From its start to its end, ms. */
  tookMs: number
}

export async function readRun(
  temporal: Client,
  workflowId: string,
  runId?: string,
): Promise<RunFigures> {
  const { events } = await temporal.workflow.getHandle(workflowId, runId).fetchHistory()
  const all = events ?? []
  const count = (
    name: 'activityTaskScheduledEventAttributes' | 'workflowTaskStartedEventAttributes',
  ) => all.filter((event) => event[name]).length
  const timeOf = (at: number): number => {
    const { seconds, nanos } = all.at(at)?.eventTime ?? {}
    return Number(seconds) * 1_000 + (nanos ?? 0) / 1e6
  }
  return {
    events: all.length,
    activities: count('activityTaskScheduledEventAttributes'),
    workflowTasks: count('workflowTaskStartedEventAttributes'),
    tookMs: timeOf(-1) - timeOf(0),
  }
}
