import { inTenant, type TenantSummary, updateTenant } from '@tidemark/db'
import type { ControlShopResult } from '../contract.ts'
import { upsertSchedule } from '../schedules.ts'
import { cancelSync } from './cancel-sync.ts'
import type { Controls } from './control-shop.ts'

/**
 * No syncs until it is resumed; the one under way ends. First the row, which is the truth, then the
 * schedule, then the sync: nothing can start again behind it.
 */
export async function pauseShop(
  controls: Controls,
  shop: TenantSummary,
): Promise<ControlShopResult> {
  const changed = shop.status !== 'paused'
  await setStatus(controls, shop, 'paused')
  const cancelled = await cancelSync(controls.temporal, shop.id)
  const paused = `${shop.shopDomain} is paused${changed ? ' until it is resumed' : ' already'}.`
  return {
    done: changed || cancelled,
    sentence: cancelled ? `${paused} Its sync under way is being cancelled.` : paused,
  }
}

/** Syncs on schedule again, also where a shop waited for a person's attention. */
export async function resumeShop(
  controls: Controls,
  shop: TenantSummary,
): Promise<ControlShopResult> {
  const done = shop.status !== 'active'
  await setStatus(controls, shop, 'active')
  return {
    done,
    sentence: done
      ? `${shop.shopDomain} is synced on schedule again.`
      : `${shop.shopDomain} is not paused.`,
  }
}

/** Writes a shop's status down and lets its schedule follow. */
export async function setStatus(
  { db, temporal }: Controls,
  shop: TenantSummary,
  status: 'active' | 'paused',
): Promise<void> {
  if (shop.status !== status) {
    await inTenant(db, shop.id, (trx) => updateTenant(trx, { status }))
  }
  await upsertSchedule(temporal, { ...shop, status })
}
