import {
  controlWorkflowId,
  type ShopCommand,
  syncWorkflowId,
  TASK_QUEUES,
  WORKFLOWS,
} from '@tidemark/worker/contract'
import { until } from '../system.ts'
import { handleOf, type Shop } from './copy.ts'
import type { Stage } from './perform.ts'

/** Temporal may be away, and a command may have to wait for the worker. */
const ANSWER_MS = 10_000

/** Cancels or terminates a shop's run past everything of ours, as one may in Temporal's UI. */
export async function endRun(stage: Stage, how: 'cancel' | 'terminate', shop: Shop): Promise<void> {
  const { temporal } = stage.copy
  const run = temporal.workflow.getHandle(syncWorkflowId(shop.tenantId))
  await attempt(stage, shop, how, async () => {
    await (how === 'cancel' ? run.cancel() : run.terminate('chaos'))
    return 'done'
  })
}

/** Gives a command as an operator does, and waits a little for what comes of it. */
export async function command(stage: Stage, shop: Shop, input: ShopCommand): Promise<void> {
  const { temporal } = stage.copy
  const what = input.command === 'resync' ? `resync ${input.entity}` : input.command
  await attempt(stage, shop, `command ${what}`, async () => {
    const { sentence } = (await temporal.workflow.execute(WORKFLOWS.controlShop, {
      workflowId: controlWorkflowId(shop.tenantId),
      taskQueue: TASK_QUEUES.sync,
      args: [{ tenantId: shop.tenantId, ...input }],
    })) as { sentence: string }
    return sentence
  })
}

/** A shop must not stay paused, whatever else happens to it. */
export async function resumeShop(stage: Stage, shop: Shop): Promise<void> {
  await until(`${shop.domain} to be resumed`, async () => {
    const { rows } = await stage.copy.database
      .query<{ status: string }>('select status from tidemark.tenants where id = $1', [
        shop.tenantId,
      ])
      .catch(() => ({ rows: [] }))
    if (rows[0] === undefined) return undefined
    if (rows[0].status !== 'paused') return true
    await command(stage, shop, { command: 'resume' })
    return undefined
  })
}

async function attempt(
  { copy, log, deeds }: Stage,
  shop: Shop,
  what: string,
  act: () => Promise<string>,
): Promise<void> {
  try {
    const said = await copy.temporal.withDeadline(Date.now() + ANSWER_MS, act)
    const name = what.split(' ').slice(0, 2).join(' ')
    deeds.orders[name] = (deeds.orders[name] ?? 0) + 1
    log.note(`${what}, ${handleOf(shop)}: ${said}`)
  } catch (error) {
    log.note(`${what}, ${handleOf(shop)}: ${error instanceof Error ? error.name : String(error)}`)
  }
}
