import { sql, type IsolationLevel } from 'kysely'
import type { Db, TenantTrx } from './db.ts'

export interface InTenantOptions {
  /** `repeatable read` for figures that must come from one moment. Never for writing. */
  isolation?: IsolationLevel
  readOnly?: boolean
}

/**
 * Runs `work` in one transaction that sees, and can write, one shop's rows only. Commits when it
 * resolves, rolls back when it throws. Throws when there is no such tenant.
 */
export async function inTenant<T>(
  db: Db,
  tenantId: string,
  work: (trx: TenantTrx) => Promise<T>,
  options: InTenantOptions = {},
): Promise<T> {
  let transaction = db.transaction()
  if (options.isolation !== undefined) {
    transaction = transaction.setIsolationLevel(options.isolation)
  }
  if (options.readOnly === true) transaction = transaction.setAccessMode('read only')
  return await transaction.execute(async (trx) => {
    await sql`select tidemark.enter_tenant(${tenantId}::uuid)`.execute(trx)
    return await work(trx as unknown as TenantTrx)
  })
}
