import { inTenant, type TenantSummary, updateTenant } from '@tidemark/db'
import { type ControlShopResult, MAX_INTERVAL_SECONDS, MIN_INTERVAL_SECONDS } from '../contract.ts'
import { upsertSchedule } from '../schedules.ts'
import type { Controls } from './control-shop.ts'

/** Changes how often a shop is synced; one that is paused stays so. */
export async function setSyncInterval(
  { db, temporal }: Controls,
  shop: TenantSummary,
  seconds: number,
): Promise<ControlShopResult> {
  if (
    !Number.isInteger(seconds) ||
    seconds < MIN_INTERVAL_SECONDS ||
    seconds > MAX_INTERVAL_SECONDS
  ) {
    const bounds = `from ${MIN_INTERVAL_SECONDS} to ${MAX_INTERVAL_SECONDS}`
    return { done: false, sentence: `An interval is a whole number of seconds ${bounds}.` }
  }
  const done = shop.syncIntervalSeconds !== seconds
  if (done) {
    await inTenant(db, shop.id, (trx) => updateTenant(trx, { syncIntervalSeconds: seconds }))
  }
  await upsertSchedule(temporal, { ...shop, syncIntervalSeconds: seconds })
  return {
    done,
    sentence: `${shop.shopDomain} is ${done ? 'now' : 'already'} synced every ${seconds} seconds.`,
  }
}
