import { sql } from 'kysely'
import type { TenantTrx } from '../connection/db.ts'
import type { ComplianceKind } from '../schema/compliance-requests.ts'
import { settleTask } from '../webhooks/webhook-tasks.ts'

export interface ComplianceRequest {
  requestId: string
  kind: ComplianceKind
  /** Null where it is about the shop, or once the person is forgotten. */
  customerId: string | null
  orderIds: string[]
  triggeredAt: Date | null
  receivedAt: Date
}

const COLUMNS = [
  'request_id as requestId',
  'kind',
  'customer_id as customerId',
  'order_ids as orderIds',
  'triggered_at as triggeredAt',
  'received_at as receivedAt',
] as const

/** What has not been carried out, oldest first. */
export async function listOpenComplianceRequests(trx: TenantTrx): Promise<ComplianceRequest[]> {
  return await trx
    .selectFrom('compliance_requests')
    .select(COLUMNS)
    .where('done_at', 'is', null)
    .orderBy('received_at')
    .orderBy('request_id')
    .execute()
}

/** A request that is still to be carried out. */
export async function findComplianceRequest(
  trx: TenantTrx,
  requestId: string,
): Promise<ComplianceRequest | undefined> {
  return await trx
    .selectFrom('compliance_requests')
    .select(COLUMNS)
    .where('request_id', '=', requestId)
    .where('done_at', 'is', null)
    .executeTakeFirst()
}

/** Says that a request has been carried out; that there was one stays, whom it was about does not. */
export async function finishComplianceRequest(trx: TenantTrx, requestId: string): Promise<void> {
  await trx
    .updateTable('compliance_requests')
    .set({ done_at: sql`now()`, customer_id: null, order_ids: [] })
    .where('request_id', '=', requestId)
    .where('done_at', 'is', null)
    .execute()
  const [open] = await listOpenComplianceRequests(trx)
  if (open === undefined) await settleTask(trx, 'compliance')
}
