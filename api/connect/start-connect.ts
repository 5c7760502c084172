import type { Client } from '@temporalio/client'
import { type Db, endConnectionRequest } from '@tidemark/db'
import { connectWorkflowOptions, WORKFLOWS } from '@tidemark/worker/contract'
import type { FastifyBaseLogger } from 'fastify'

/** Temporal answers in tens of milliseconds. */
const TEMPORAL_MS = 3_000

/** A request that Temporal does not take is ended: whoever waits for it begins anew. */
const AWAY = {
  status: 'failed',
  sentence: 'Shops cannot be connected right now.',
  action: 'Try again in a moment.',
} as const

/** Hands a request to the worker by its id; what it waits with stays in Postgres, encrypted. */
export async function startConnect(
  { db, temporal, log }: { db: Db; temporal: Client; log: FastifyBaseLogger },
  requestId: string,
): Promise<void> {
  try {
    await temporal.connection.withDeadline(Date.now() + TEMPORAL_MS, () =>
      temporal.workflow.start(WORKFLOWS.connectShop, connectWorkflowOptions({ requestId })),
    )
  } catch (error) {
    log.error({ err: error }, 'Temporal did not take a request to connect a shop')
    await endConnectionRequest(db, requestId, AWAY)
  }
}
