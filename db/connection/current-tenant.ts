import { sql } from 'kysely'
import type { TenantTrx } from './db.ts'

/** The transaction's tenant, for the `tenant_id` of rows to be written. */
export const currentTenant = sql<string>`current_setting('tidemark.tenant_id')::uuid`

/** The transaction's tenant, for code that needs it outside SQL. */
export async function findCurrentTenantId(trx: TenantTrx): Promise<string> {
  const { rows } = await sql<{ id: string }>`select ${currentTenant} as id`.execute(trx)
  const [row] = rows
  if (row === undefined) throw new Error('Postgres answered without a row')
  return row.id
}
