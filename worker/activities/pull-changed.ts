import { inTenant, listTaken } from '@tidemark/db'
import { markDeleted } from '@tidemark/db/ingest'
import { COUNTED_ENTITIES, MAX_CHANGED_IDS } from '../contract.ts'
import { patiently } from '../shopify/patient-client.ts'
import { adoptOrphans } from './adopt-orphans.ts'
import type { Attempt } from './attempt.ts'
import type { Dependencies } from './dependencies.ts'
import { pullByIds } from './pull-by-ids.ts'
import { addProgress } from './run-progress.ts'
import type { ChunkResult, PullChangedInput } from './types.ts'

const NOTHING = { orders: [], customers: [], products: [] }

/**
 * Asks for objects that something happened to, by id: what Shopify knows is mirrored as it is now,
 * what it knows not has vanished. Orders whose customer vanished, by a merge or by redaction, are
 * asked anew whose they are.
 */
export async function pullChanged(
  deps: Dependencies,
  { tenantId, runId, change, inbox = false }: PullChangedInput,
  attempt: Attempt,
): Promise<ChunkResult> {
  const { caller } = attempt
  const client = patiently((await deps.shopify.open(tenantId)).client)
  const begun = await inTenant(deps.db, tenantId, async (trx) => ({
    taken: inbox ? await listTaken(trx, runId, MAX_CHANGED_IDS) : NOTHING,
    progress: await addProgress(trx, runId, 'deletions', {}),
  }))
  let { progress } = begun
  for (const entity of COUNTED_ENTITIES) {
    const ids = [...new Set([...(change[entity] ?? []), ...begun.taken[entity]])]
    if (ids.length === 0) continue
    const unknown = await pullByIds(deps, { tenantId, runId, client }, entity, ids, caller)
    progress = await inTenant(deps.db, tenantId, async (trx) => {
      const changed = await markDeleted(trx, entity, unknown, null)
      return addProgress(trx, runId, 'deletions', { read: unknown.length, changed })
    })
  }
  await adoptOrphans(deps, { tenantId, runId, client }, caller)
  return { done: true, progress, gaps: [] }
}
