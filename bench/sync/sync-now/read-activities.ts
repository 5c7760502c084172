import type { Client } from '@temporalio/client'
import type { Stretch } from './split-time.ts'

/** When a run began and ended, and when its activities ran, as Temporal's history has it. */
export interface RunTimes extends Stretch {
  aggregating: Stretch[]
  reading: Stretch[]
}

export async function readActivities(
  temporal: Client,
  workflowId: string,
  runId: string,
): Promise<RunTimes> {
  const { events } = await temporal.workflow.getHandle(workflowId, runId).fetchHistory()
  const all = (events ?? []).map((event) => ({ ...event, at: toMs(event.eventTime) }))
  const types = new Map<string, string>()
  const started = new Map<string, number>()
  const times: RunTimes = {
    from: all[0]?.at ?? Number.NaN,
    to: all.at(-1)?.at ?? Number.NaN,
    aggregating: [],
    reading: [],
  }
  for (const event of all) {
    const { activityTaskScheduledEventAttributes: scheduled } = event
    const { activityTaskStartedEventAttributes: began } = event
    const { activityTaskCompletedEventAttributes: completed } = event
    if (scheduled) types.set(String(event.eventId), scheduled.activityType?.name ?? '')
    if (began) started.set(String(began.scheduledEventId), event.at)
    if (!completed) continue
    const key = String(completed.scheduledEventId)
    const list = types.get(key) === 'aggregate' ? times.aggregating : times.reading
    list.push({ from: started.get(key) ?? event.at, to: event.at })
  }
  return times
}

type Timestamp = { seconds?: unknown; nanos?: number | null } | null | undefined

const toMs = (time: Timestamp): number =>
  Number(time?.seconds ?? Number.NaN) * 1_000 + (time?.nanos ?? 0) / 1e6
