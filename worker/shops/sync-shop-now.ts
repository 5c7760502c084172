import {
  deleteRequest,
  inTenant,
  insertSyncRequest,
  setRequestRun,
  type TenantSummary,
} from '@tidemark/db'
import { syncWorkflowId } from '../contract.ts'
import { requestSync } from '../repair-runs.ts'
import type { Controls } from './control-shop.ts'

/** Asks for a sync, as the dashboard's button does. */
export async function syncShopNow(
  { db, temporal }: Controls,
  shop: TenantSummary,
  trigger: 'manual' | 'first' = 'manual',
): Promise<'started' | 'already_running'> {
  const workflowId = syncWorkflowId(shop.id)
  const { requestId, status } = await inTenant(db, shop.id, (trx) =>
    insertSyncRequest(trx, { workflowId }),
  )
  try {
    const runId = await requestSync(temporal, shop, requestId, trigger)
    await inTenant(db, shop.id, (trx) => setRequestRun(trx, requestId, runId))
  } catch (error) {
    await inTenant(db, shop.id, (trx) => deleteRequest(trx, requestId))
    throw error
  }
  return status
}
