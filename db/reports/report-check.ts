import { currentTenant } from '../connection/current-tenant.ts'
import type { TenantTrx } from '../connection/db.ts'
import type { ReportFault } from '../schema/report-checks.ts'

/** The last comparison of the shop's days with Shopify's own reports. */
export interface ReportCheck {
  checkedAt: Date
  olderBefore: string | null
  /** Why nothing could be compared; null: it could. */
  fault: ReportFault | null
}

export async function findReportCheck(trx: TenantTrx): Promise<ReportCheck | undefined> {
  return await trx
    .selectFrom('report_checks')
    .select(['checked_at as checkedAt', 'older_before as olderBefore', 'fault'])
    .executeTakeFirst()
}

export async function saveReportCheck(
  trx: TenantTrx,
  { checkedAt, olderBefore, fault }: ReportCheck,
): Promise<void> {
  const row = { checked_at: checkedAt, older_before: olderBefore, fault }
  await trx
    .insertInto('report_checks')
    .values({ tenant_id: currentTenant, ...row })
    .onConflict((conflict) => conflict.column('tenant_id').doUpdateSet(row))
    .execute()
}
