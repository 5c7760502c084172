import type { TenantTrx } from '@tidemark/db'
import type { CountedEntity } from '../contract.ts'

const ENTITIES = ['products', 'customers', 'orders'] as const

/** Kinds whose ids have to be compared with Shopify's: not since `before`, or asked for. */
export async function listDue(trx: TenantTrx, before: Date): Promise<CountedEntity[]> {
  const rows = await trx
    .selectFrom('sync_coverage')
    .select('entity')
    .where('compared_at', '>=', before)
    .execute()
  return ENTITIES.filter((entity) => !rows.some((row) => row.entity === entity))
}
