import {
  destroyTokens,
  findComplianceRequest,
  findTenant,
  finishComplianceRequest,
  inTenant,
  markUninstalled,
  recordAudit,
} from '@tidemark/db'
import type { ComplianceInput } from '../../contract.ts'
import { upsertSchedule } from '../../schedules.ts'
import { cancelSync } from '../../shops/cancel-sync.ts'
import type { Dependencies } from '../dependencies.ts'

/**
 * The app was uninstalled: tokens go, the schedule rests and a sync under way ends. Word of it that
 * comes after the shop was connected again changes nothing.
 */
export async function endInstall(
  { db, temporal }: Dependencies,
  { tenantId, requestId }: ComplianceInput,
): Promise<void> {
  const ended = await inTenant(db, tenantId, async (trx) => {
    const request = await findComplianceRequest(trx, requestId)
    if (!request) return null
    const at = request.triggeredAt ?? request.receivedAt
    const changed = await markUninstalled(trx, { at })
    if (changed) await destroyTokens(trx)
    const { id, shop_domain, status, sync_interval_seconds } = await findTenant(trx)
    const shop = {
      id,
      shopDomain: shop_domain,
      status,
      syncIntervalSeconds: sync_interval_seconds,
    }
    return { shop, changed }
  })
  if (!ended) return
  const { shop, changed } = ended
  if (changed) {
    await upsertSchedule(temporal, shop)
    await cancelSync(temporal, tenantId)
  }
  await inTenant(db, tenantId, async (trx) => {
    await finishComplianceRequest(trx, requestId)
    const action = changed ? 'shop.uninstalled' : 'shop.uninstall_outdated'
    await recordAudit(trx, { action, detail: { requestId } })
  })
}
