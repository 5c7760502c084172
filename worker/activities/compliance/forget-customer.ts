import {
  findComplianceRequest,
  finishComplianceRequest,
  forgetPerson,
  inTenant,
  recordAudit,
} from '@tidemark/db'
import { refreshRollups } from '@tidemark/db/ingest'
import type { ComplianceInput } from '../../contract.ts'
import type { Attempt } from '../attempt.ts'
import type { Dependencies } from '../dependencies.ts'

/** Takes a person out of every table, then out of the figures kept for each customer. */
export async function forgetCustomer(
  { db }: Dependencies,
  { tenantId, requestId }: ComplianceInput,
  { caller }: Attempt,
): Promise<void> {
  const orders = await inTenant(db, tenantId, async (trx) => {
    const request = await findComplianceRequest(trx, requestId)
    if (!request) return null
    return request.customerId === null ? 0 : await forgetPerson(trx, request.customerId)
  })
  if (orders === null) return
  for (;;) {
    const drained = await inTenant(db, tenantId, (trx) => refreshRollups(trx))
    if (drained.done) break
    // What is left is held by a batch that is being written.
    if (drained.orders + drained.customers === 0) await caller.pause(200)
    caller.signal.throwIfAborted()
  }
  await inTenant(db, tenantId, async (trx) => {
    await finishComplianceRequest(trx, requestId)
    await recordAudit(trx, { action: 'customer.redacted', detail: { requestId, orders } })
  })
}
