import { inTenant, requestResync, requestRetry, type TenantSummary } from '@tidemark/db'
import type { ControlShopResult, CountedEntity } from '../contract.ts'
import type { Controls } from './control-shop.ts'
import { syncShopNow } from './sync-shop-now.ts'

/**
 * Reads all of an entity again into the same tables, row over row: the figures stay right all along.
 * The wish is written down before the sync is asked for, so the round that follows sees it.
 */
export async function resync(
  controls: Controls,
  shop: TenantSummary,
  entity: CountedEntity,
): Promise<ControlShopResult> {
  if (shop.status === 'paused') return refuse(shop)
  await inTenant(controls.db, shop.id, (trx) => requestResync(trx, entity))
  await syncShopNow(controls, shop)
  return { done: true, sentence: `All ${entity} of ${shop.shopDomain} are being read again.` }
}

/** Tries everything that was set aside once more. */
export async function retryRejected(
  controls: Controls,
  shop: TenantSummary,
): Promise<ControlShopResult> {
  if (shop.status === 'paused') return refuse(shop)
  const count = await inTenant(controls.db, shop.id, (trx) => requestRetry(trx))
  if (count === 0) return { done: false, sentence: `${shop.shopDomain} has no rejected rows.` }
  await syncShopNow(controls, shop)
  const rows = count === 1 ? '1 rejected row' : `${count} rejected rows`
  return {
    done: true,
    sentence: `${rows} of ${shop.shopDomain} ${count === 1 ? 'is' : 'are'} being tried again.`,
  }
}

const refuse = ({ shopDomain }: TenantSummary): ControlShopResult => ({
  done: false,
  sentence: `${shopDomain} is paused; resume it first.`,
})
