import {
  findReportCheck,
  inTenant,
  planReport,
  type ReportCheck,
  saveReport,
  saveReportCheck,
} from '@tidemark/db'
import { minorDigits } from '@tidemark/db/insights'
import { ShopifyAccessDeniedError } from '../shopify/errors.ts'
import { fetchSalesReport } from '../shopify/sales-report.ts'
import type { Attempt } from './attempt.ts'
import type { Dependencies } from './dependencies.ts'
import type { CompareReportsInput, CompareReportsResult } from './types.ts'

/** The scope that Shopify's reports ask for, beside level 2 of protected customer data. */
export const REPORTS_SCOPE = 'read_reports'

/** Reports are compared once a day: two questions, beside the thousands of a day's syncs. */
const EVERY_MS = 24 * 60 * 60_000

/**
 * Whether it is time to compare the shop's days with Shopify's reports.
 * @param scopes those that were granted; undefined: Shopify did not say
 */
export function areReportsDue(
  { compareReports, clock }: Pick<Dependencies, 'compareReports' | 'clock'>,
  check: ReportCheck | undefined,
  scopes: readonly string[] | undefined,
): boolean {
  if (compareReports !== true || scopes?.includes(REPORTS_SCOPE) !== true) return false
  return !check || clock().getTime() - check.checkedAt.getTime() >= EVERY_MS
}

/**
 * Compares our figures with those of Shopify's own reports: of the last days, and of some older ones
 * in turn. That the app may not read reports is written down, and asked again a day later.
 */
export async function compareReports(
  { db, shopify, clock }: Dependencies,
  { tenantId }: CompareReportsInput,
  { caller }: Attempt,
): Promise<CompareReportsResult> {
  const checkedAt = clock()
  const { plan, before } = await inTenant(db, tenantId, async (trx) => ({
    plan: await planReport(trx, checkedAt),
    before: await findReportCheck(trx),
  }))
  if (!plan) return { compared: false }
  const { client } = await shopify.open(tenantId)
  const { currencyCode, ranges, olderBefore } = plan
  try {
    for (const range of ranges) {
      const figures = await fetchSalesReport(client, range, caller)
      if (!figures) return await giveUp('refused')
      const digits = minorDigits(currencyCode)
      await inTenant(db, tenantId, (trx) =>
        saveReport(trx, { range, currencyCode, digits, figures, comparedAt: clock() }),
      )
    }
  } catch (error) {
    if (!(error instanceof ShopifyAccessDeniedError)) throw error
    // An app that lacks the approval, not the scope, is told so without a name for it.
    return await giveUp(error.requiredAccess === null ? 'customer_data' : 'scope')
  }
  await inTenant(db, tenantId, (trx) =>
    saveReportCheck(trx, { checkedAt, olderBefore, fault: null }),
  )
  return { compared: true }

  async function giveUp(fault: ReportCheck['fault']): Promise<CompareReportsResult> {
    const older = before?.olderBefore ?? null
    await inTenant(db, tenantId, (trx) =>
      saveReportCheck(trx, { checkedAt, olderBefore: older, fault }),
    )
    return { compared: false }
  }
}
