import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client, type Connection, type WorkflowHandle } from '@temporalio/client'
import { NativeConnection } from '@temporalio/worker'
import { msToTs } from '@temporalio/common/lib/time.js'
import pino from 'pino'
import { inject } from 'vitest'
import { createActivities } from '../activities/index.ts'
import type { Dependencies } from '../activities/dependencies.ts'
import { createWorkers, runWorkers } from '../temporal/run-workers.ts'
import { installRuntime } from '../temporal/runtime.ts'
import { ensureSearchAttributes } from '../temporal/search-attributes.ts'
import { bundleWorkflows } from '../temporal/workflow-bundle.ts'

installRuntime(pino({ level: 'silent' }))

/** A namespace of its own on the tests' server, so that task queues are nobody else's. */
export type TestTemporal = {
  client: Client
  namespace: string
  /** Runs the three workers until `stop`. */
  work(deps: Dependencies): Promise<{ stop(): Promise<void> }>
  close(): Promise<void>
}

export async function startTestTemporal(
  address: string = inject('temporalAddress'),
): Promise<TestTemporal> {
  const namespace = `test-${randomUUID()}`
  const connection = await NativeConnection.connect({ address })
  const client = new Client({ connection, namespace })
  await (client.connection as Connection).workflowService.registerNamespace({
    namespace,
    workflowExecutionRetentionPeriod: msToTs('1 day'),
  })
  await untilKnown(client)
  const bundle = bundleWorkflows()
  return {
    client,
    namespace,
    async work(deps) {
      const stopping = new AbortController()
      const workers = await createWorkers({
        connection,
        config: {
          temporal: { namespace, connection: { address } },
          concurrentPulls: 6,
          concurrentAggregations: 2,
        },
        activities: createActivities({ ...deps, temporal: client, stopping: stopping.signal }),
        workflowBundle: await bundle,
      })
      const running = runWorkers(workers, stopping.signal)
      return {
        async stop() {
          stopping.abort()
          await running
        },
      }
    },
    close: () => connection.close(),
  }
}

/** A namespace takes a moment until every part of the server knows it and its attributes. */
async function untilKnown(client: Client): Promise<void> {
  for (let tries = 0; ; tries += 1) {
    try {
      await ensureSearchAttributes(client)
      const { customAttributes } = await (
        client.connection as Connection
      ).operatorService.listSearchAttributes({ namespace: client.options.namespace })
      if (customAttributes && 'SyncOutcome' in customAttributes) return
    } catch (error) {
      if (tries > 300) throw error
    }
    await sleep(100)
  }
}

/** Every event of a run, as text, with its payloads decoded: for what must not stand in it. */
export async function historyText(handle: WorkflowHandle): Promise<string> {
  const text = JSON.stringify(await handle.fetchHistory(), (_key, value: unknown) =>
    value instanceof Uint8Array ? Buffer.from(value).toString() : value,
  )
  // The messages' own toJSON gives bytes in base64.
  const payloads = [...text.matchAll(/"data":"([A-Za-z0-9+/=]+)"/g)].map(([, data]) =>
    Buffer.from(data ?? '', 'base64').toString(),
  )
  return [text, ...payloads].join('\n')
}
