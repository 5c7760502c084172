import type { TenantTrx } from '@tidemark/db'
import { COUNTED_ENTITIES, type CountedEntity } from '../contract.ts'

/** Kinds whose ids have to be compared with Shopify's: not since `before`, or asked for. */
export async function listDue(trx: TenantTrx, before: Date): Promise<CountedEntity[]> {
  const rows = await trx
    .selectFrom('sync_coverage')
    .select('entity')
    .where('compared_at', '>=', before)
    .execute()
  return COUNTED_ENTITIES.filter((entity) => !rows.some((row) => row.entity === entity))
}
