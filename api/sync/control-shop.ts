import {
  type Client,
  WorkflowExecutionAlreadyStartedError,
  WorkflowFailedError,
  type WorkflowHandle,
} from '@temporalio/client'
import {
  type ControlShopResult,
  controlWorkflowId,
  controlWorkflowOptions,
  type ShopCommand,
  WORKFLOWS,
} from '@tidemark/worker/contract'
import type { FastifyBaseLogger } from 'fastify'
import {
  anotherCommand,
  commandFailed,
  commandPending,
  commandUnavailable,
} from '../problems/problems.ts'

/** Temporal takes a command in tens of milliseconds. */
const HAND_OVER_MS = 1_500
/** And a worker carries it out in well under a second. */
const WAIT_MS = 8_000

export interface ControlShopRequest {
  temporal: Client
  log: FastifyBaseLogger
  shop: { id: string; shopDomain: string }
  userId: string
  command: ShopCommand
  /** How long to wait for the worker, ms. */
  waitMs?: number
}

/**
 * Gives a command to the shop's one workflow for them and waits for what comes of it. The fixed id
 * makes Temporal refuse a second run: the same command given again waits for the one under way, so
 * that it is not run twice, and another command waits for its turn.
 */
export async function controlShop(request: ControlShopRequest): Promise<ControlShopResult> {
  const { log, waitMs = WAIT_MS } = request
  const until = Date.now() + waitMs
  for (;;) {
    const { handle, isOurs } = await handOver(request)
    const outcome = await waitFor(request, handle, until)
    if (isOurs) {
      if (outcome === 'pending') throw commandPending()
      if (!(outcome instanceof Error)) return outcome
      log.error({ err: outcome }, 'a command failed')
      throw commandFailed()
    }
    if (outcome === 'pending' || Date.now() >= until) throw anotherCommand()
  }
}

type Running = { handle: WorkflowHandle; isOurs: boolean }

/** Starts the command, or finds what the shop's workflow is busy with. */
async function handOver(request: ControlShopRequest): Promise<Running> {
  const { temporal, log, shop, userId, command } = request
  const memo = { command: JSON.stringify(command) }
  try {
    return await temporal.connection.withDeadline(Date.now() + HAND_OVER_MS, async () => {
      try {
        const input = { ...command, tenantId: shop.id, requestedBy: userId }
        const options = controlWorkflowOptions(input, shop.shopDomain)
        const handle = await temporal.workflow.start(WORKFLOWS.controlShop, { ...options, memo })
        return { handle, isOurs: true }
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
        const workflowId = controlWorkflowId(shop.id)
        const other = await temporal.workflow.getHandle(workflowId).describe()
        const handle = temporal.workflow.getHandle(workflowId, other.runId)
        return { handle, isOurs: other.memo?.['command'] === memo.command }
      }
    })
  } catch (error) {
    log.error({ err: error }, 'Temporal did not take a command')
    throw commandUnavailable()
  }
}

/** What comes of a run until then; an error if it failed. */
async function waitFor(
  { temporal }: ControlShopRequest,
  handle: WorkflowHandle,
  until: number,
): Promise<ControlShopResult | WorkflowFailedError | 'pending'> {
  try {
    return await temporal.connection.withDeadline(until, () => handle.result())
  } catch (error) {
    return error instanceof WorkflowFailedError ? error : 'pending'
  }
}
