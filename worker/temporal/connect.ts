import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from '@temporalio/client'
import { NativeConnection } from '@temporalio/worker'
import type { Logger } from 'pino'
import type { WorkerConfig } from '../config.ts'

const RETRY_MS = 1000

/**
 * Connects as soon as Temporal answers: a worker may well be started before it.
 * @param signal gives up, by rejecting
 */
export async function connectTemporal(
  { temporal }: Pick<WorkerConfig, 'temporal'>,
  log: Logger,
  signal: AbortSignal,
): Promise<{ connection: NativeConnection; client: Client }> {
  for (let tries = 0; ; tries += 1) {
    try {
      const connection = await NativeConnection.connect(temporal.connection)
      return { connection, client: new Client({ connection, namespace: temporal.namespace }) }
    } catch {
      if (tries % 30 === 0) log.warn('Temporal cannot be reached yet; trying on every second')
      await sleep(RETRY_MS, undefined, { signal })
    }
  }
}
