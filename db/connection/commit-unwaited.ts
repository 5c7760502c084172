import { sql } from 'kysely'
import type { TenantTrx } from './db.ts'

/**
 * Lets this transaction's commit not wait for the disk. For a stretch of a file, or a page, that is
 * written with the place behind it: should Postgres crash within the next moments, it takes back both,
 * and the reading goes on at the place before. So with a drain and the marks that it takes. The next
 * commit that waits, such as the one that ends the reading, waits for all that came before it as well.
 *
 * Measured (1,000 orders a transaction): 2 to 5 ms of some 70 saved.
 */
export async function commitUnwaited(trx: TenantTrx): Promise<void> {
  await sql`set local synchronous_commit = off`.execute(trx)
}
