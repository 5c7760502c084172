import { inTenant, recordAudit, type TenantSummary } from '@tidemark/db'
import { adoptSchedule } from '../adopt-schedules.ts'
import type { ControlShopResult, ShopCommand } from '../contract.ts'
import { cancelSync } from './cancel-sync.ts'
import type { Operator } from './operator.ts'
import { pauseShop, resumeShop } from './pause-shop.ts'
import { resync, retryRejected } from './read-again.ts'
import { setSyncInterval } from './set-sync-interval.ts'

/** What commands work with; an activity has no more. */
export type Controls = Pick<Operator, 'db' | 'temporal'>

/** Who gave a command, for the audit log; `userId` where it is known. */
export type CommandSource = { via: 'command line' | 'workflow'; userId?: string | null }

/**
 * Carries a command out and writes it down; the same for the command line, the API and Temporal's
 * UI. Each step can be repeated, so an attempt that broke off is simply made again.
 */
export async function controlShop(
  controls: Controls,
  shop: TenantSummary,
  command: ShopCommand,
  { via, userId = null }: CommandSource,
): Promise<ControlShopResult> {
  const current = await adoptSchedule(controls, shop)
  const result =
    current.status === 'removed'
      ? { done: false, sentence: `${shop.shopDomain} was removed.` }
      : await run(controls, current, command)
  const { command: name, ...rest } = command
  await inTenant(controls.db, shop.id, (trx) =>
    recordAudit(trx, {
      action: `shop.${name}`,
      userId,
      detail: { via, done: result.done, ...rest },
    }),
  )
  return result
}

async function run(
  controls: Controls,
  shop: TenantSummary,
  command: ShopCommand,
): Promise<ControlShopResult> {
  switch (command.command) {
    case 'pause':
      return await pauseShop(controls, shop)
    case 'resume':
      return await resumeShop(controls, shop)
    case 'cancel':
      return await cancel(controls, shop)
    case 'setInterval':
      return await setSyncInterval(controls, shop, command.seconds)
    case 'resync':
      return await resync(controls, shop, command.entity)
    case 'retryRejected':
      return await retryRejected(controls, shop)
  }
}

async function cancel({ temporal }: Controls, shop: TenantSummary): Promise<ControlShopResult> {
  const done = await cancelSync(temporal, shop.id)
  return {
    done,
    sentence: done
      ? `The sync of ${shop.shopDomain} is being cancelled; the next one goes on where it stops.`
      : `No sync of ${shop.shopDomain} is running.`,
  }
}
