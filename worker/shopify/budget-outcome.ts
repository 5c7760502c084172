import type { BudgetOutcome } from '@tidemark/db'
import type { Answer } from './answer.ts'
import { ShopifyThrottledError } from './errors.ts'

/**
 * What an answer means for the shop's budget.
 * - THROTTLED: nothing was charged, and the bucket is as Shopify says, for everybody.
 * - 429, and THROTTLED without numbers: nobody asks this shop until the pause is over.
 * - Refused before it ran (`actualQueryCost: null`): nothing was charged.
 * - No numbers, because the answer broke off or the shop's plan shows none ("staff"): all that was
 *   requested counts as spent, against a Standard plan's bucket.
 */
export function toBudgetOutcome({ error, cost, throttleStatus: status }: Answer): BudgetOutcome {
  if (error instanceof ShopifyThrottledError) {
    return { spent: 0, status, refused: status !== null, blockedMs: status ? 0 : error.waitMs }
  }
  const spent = cost && status ? (cost.actual ?? 0) : null
  return { spent, status, refused: false, blockedMs: 0 }
}
