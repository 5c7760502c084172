import { isCancellation } from '@temporalio/workflow'
import type { CompareReportsInput, CompareReportsResult } from '../activities/types.ts'
import { beside } from './activity-proxies.ts'

/**
 * Compares a shop's days with Shopify's own reports. Launched by a sync and left to itself, so that
 * nobody waits for it; what stands in the way fails nothing, and the next day's sync asks again.
 */
export async function compareReports(input: CompareReportsInput): Promise<CompareReportsResult> {
  try {
    return await beside.compareReports(input)
  } catch (error) {
    if (isCancellation(error)) throw error
    return { compared: false }
  }
}
