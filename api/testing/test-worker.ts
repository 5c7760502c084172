import type { Connection } from '@temporalio/client'

/** Temporal's COMMAND_TYPE_COMPLETE_WORKFLOW_EXECUTION. */
const COMPLETE = 4

/** Several, since a queue has partitions and each poller waits at one of them. */
const POLLERS = 8

export interface TestWorker {
  /** Completes the workflow that runs under this id, with this result. */
  complete(workflowId: string, result: unknown): Promise<void>
  stop(): Promise<void>
}

/**
 * Stands in for the worker where a test wants to say itself when a workflow ends and how: takes
 * every task of the queue and holds it until it is told to complete it.
 */
export function startTestWorker(connection: Connection, taskQueue: string): TestWorker {
  const stopping = new AbortController()
  const held = new Map<string, Uint8Array>()
  const wanted = new Map<string, (token: Uint8Array) => void>()

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      const request = { namespace: 'default', taskQueue: { name: taskQueue }, identity: 'test' }
      const { workflowExecution, taskToken } = await connection.withDeadline(
        Date.now() + 70_000,
        () => connection.workflowService.pollWorkflowTaskQueue(request),
      )
      const id = workflowExecution?.workflowId
      if (!id) continue
      const take = wanted.get(id)
      wanted.delete(id)
      if (take) take(taskToken)
      else held.set(id, taskToken)
    }
  }
  const polling = connection.withAbortSignal(stopping.signal, () =>
    Promise.allSettled(Array.from({ length: POLLERS }, poll)),
  )

  return {
    async complete(workflowId, result) {
      const token =
        held.get(workflowId) ??
        (await new Promise<Uint8Array>((resolve) => wanted.set(workflowId, resolve)))
      held.delete(workflowId)
      const data = Buffer.from(JSON.stringify(result))
      await connection.workflowService.respondWorkflowTaskCompleted({
        namespace: 'default',
        taskToken: token,
        commands: [
          {
            commandType: COMPLETE,
            completeWorkflowExecutionCommandAttributes: {
              result: { payloads: [{ metadata: { encoding: Buffer.from('json/plain') }, data }] },
            },
          },
        ],
      })
    },
    async stop() {
      stopping.abort()
      await polling
    },
  }
}
