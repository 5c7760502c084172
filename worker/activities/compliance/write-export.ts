import {
  findComplianceRequest,
  finishComplianceRequest,
  inTenant,
  readPerson,
  recordAudit,
  saveExport,
} from '@tidemark/db'
import type { ComplianceInput } from '../../contract.ts'
import type { Dependencies } from '../dependencies.ts'

/** Keeps a file with all we hold on a person where the shop's owner can fetch it. */
export async function writeExport(
  { db }: Dependencies,
  { tenantId, requestId }: ComplianceInput,
): Promise<void> {
  await inTenant(db, tenantId, async (trx) => {
    const request = await findComplianceRequest(trx, requestId)
    if (!request) return
    const { customerId, orderIds } = request
    if (customerId !== null) {
      const person = await readPerson(trx, { customerId, orderIds })
      await saveExport(trx, { requestId, customerId, person })
    }
    await finishComplianceRequest(trx, requestId)
    const detail = { requestId, file: customerId !== null }
    await recordAudit(trx, { action: 'customer.exported', detail })
  })
}
