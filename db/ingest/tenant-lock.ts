import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { currentTenant } from './statement.ts'

/** What one transaction of a tenant at a time may write. */
export type LockedPart = 'orders' | 'customers' | 'products' | 'rollups'

/**
 * Waits until no other transaction of this tenant writes that part, and keeps it to the end of this
 * one. A walk has one writer anyhow (its fence); this is for the writers beside it, such as deletions
 * and webhooks, whose old state must not move between being read and being replaced. Transactions
 * that take several parts take them in the order of `LockedPart`.
 */
export async function lockTenantPart(trx: TenantTrx, part: LockedPart): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(${`tidemark:${part}:`} || ${currentTenant}, 0))
  `.execute(trx)
}
