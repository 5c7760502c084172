import { inTenant } from '@tidemark/db'
import { noteComparison } from '@tidemark/db/ingest'
import { reconcileByBulk } from './bulk/reconcile-by-bulk.ts'
import { ShopifyError } from '../shopify/errors.ts'
import { explainError } from '../shopify/explain-error.ts'
import type { Attempt } from './attempt.ts'
import type { Dependencies } from './dependencies.ts'
import { reconcileByPages } from './reconcile-by-pages.ts'
import { addProgress } from './run-progress.ts'
import type { ReconcileInput, ReconcileResult } from './types.ts'

/**
 * One bounded chunk of comparing a kind's ids with Shopify's, by bulk operations where there are many.
 * A comparison that Shopify does not let us make leaves a gap; what was pulled still counts.
 */
export async function reconcileIds(
  deps: Dependencies,
  input: ReconcileInput,
  attempt: Attempt,
): Promise<ReconcileResult> {
  const { tenantId, runId, entity, afterId, total } = input
  const isMany = total === null || total >= deps.limits.bulkFrom
  const mode = input.mode ?? (isMany ? 'bulk' : 'pages')
  try {
    return mode === 'bulk'
      ? await reconcileByBulk(deps, input, attempt)
      : await reconcileByPages(deps, input, attempt)
  } catch (error) {
    if (!(error instanceof ShopifyError) || error.kind !== 'bug') throw error
    const gaps = [`${entity}: ids could not be compared (${explainError(error).sentence})`]
    const progress = await inTenant(deps.db, tenantId, async (trx) => {
      await noteComparison(trx, entity, { compared: false })
      return addProgress(trx, runId, 'deletions', {}, { gaps })
    })
    return { done: true, mode, afterId, progress, gaps }
  }
}
