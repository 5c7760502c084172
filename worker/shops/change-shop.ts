import { listTenants, removeTenant, type TenantSummary } from '@tidemark/db'
import { WorkflowNotFoundError } from '@temporalio/client'
import { scheduleId, syncWorkflowId } from '../contract.ts'
import { deleteSchedule } from '../schedules.ts'
import { storeAccess } from './add-shop.ts'
import type { Operator } from './operator.ts'
import { setStatus } from './pause-shop.ts'
import { probeShop } from './probe-shop.ts'
import { type OwnAccess, toShopDomain } from './shop-access.ts'
import { ShopError } from './shop-error.ts'

/** The shop with this domain. */
export async function findShop(
  { db }: Operator,
  domain: string | undefined,
): Promise<TenantSummary> {
  const shopDomain = toShopDomain(domain)
  const tenant = (await listTenants(db)).find((one) => one.shopDomain === shopDomain)
  if (!tenant) throw new ShopError(`${shopDomain} is not here. See: npm run shop -- list`)
  return tenant
}

/** Stores another token, if it works; a shop that waited for one is synced again. */
export async function rotateToken(
  operator: Operator,
  shop: TenantSummary,
  access: OwnAccess,
): Promise<void> {
  const probed = await probeShop(operator.shopifyOrigin, shop.shopDomain, access)
  await storeAccess(operator, shop.id, access, probed)
  if (shop.status === 'needs_attention') await setStatus(operator, shop, 'active')
}

/** Ends a shop's sync and schedule, and deletes all of its rows. */
export async function removeShop({ db, temporal }: Operator, shop: TenantSummary): Promise<void> {
  await deleteSchedule(temporal, scheduleId(shop.id))
  try {
    await temporal.workflow.getHandle(syncWorkflowId(shop.id)).terminate('The shop was removed.')
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error
  }
  await removeTenant(db, shop.id)
}
