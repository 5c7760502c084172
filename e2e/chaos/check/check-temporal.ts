import { until } from '../../system.ts'
import type { Copy } from '../copy.ts'
import type { Differences } from './differences.ts'

/** A scheduled sync may be under way just then; it is over soon. */
const LIMIT_MS = 120_000

/** No workflow is left that never ends, such as one whose tasks fail again and again. */
export async function checkTemporal({ temporal }: Copy, differences: Differences): Promise<void> {
  let running: string[] = []
  try {
    await until(
      'the workflows to end',
      async () => {
        running = []
        for await (const { workflowId } of temporal.workflow.list({
          query: 'ExecutionStatus = "Running"',
        })) {
          // What the server itself keeps for its schedules is none of ours.
          if (/^(sync|control|sched):/.test(workflowId)) running.push(workflowId)
        }
        return running.length === 0 ? true : undefined
      },
      LIMIT_MS,
    )
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error)
    differences.add(`Workflows are left: ${running.join(', ') || said}.`)
  }
}
