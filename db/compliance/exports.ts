import { sql } from 'kysely'
import { currentTenant } from '../connection/current-tenant.ts'
import type { TenantTrx } from '../connection/db.ts'
import type { PersonFile } from './read-person.ts'

/** How long the owner can fetch a file; Shopify allows thirty days to answer. */
const KEEP = sql<Date>`now() + interval '30 days'`

export interface ExportSummary {
  requestId: string
  madeAt: Date
  expiresAt: Date
}

/** Keeps what is held on a person until the shop's owner has fetched it, or thirty days. */
export async function saveExport(
  trx: TenantTrx,
  file: { requestId: string; customerId: string; person: PersonFile },
): Promise<void> {
  const row = {
    request_id: file.requestId,
    customer_id: file.customerId,
    file: JSON.stringify(file.person),
    expires_at: KEEP,
  }
  await trx
    .insertInto('compliance_exports')
    .values({ tenant_id: currentTenant, ...row })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'request_id']).doUpdateSet(row))
    .execute()
}

/** Files that can be fetched, newest first. */
export async function listExports(trx: TenantTrx): Promise<ExportSummary[]> {
  return await trx
    .selectFrom('compliance_exports')
    .select(['request_id as requestId', 'made_at as madeAt', 'expires_at as expiresAt'])
    .where('expires_at', '>', sql<Date>`now()`)
    .orderBy('made_at', 'desc')
    .orderBy('request_id')
    .execute()
}

export async function findExport(trx: TenantTrx, requestId: string): Promise<unknown> {
  const found = await trx
    .selectFrom('compliance_exports')
    .select('file')
    .where('request_id', '=', requestId)
    .where('expires_at', '>', sql<Date>`now()`)
    .executeTakeFirst()
  return found?.file
}
