import type { TenantTrx } from '../connection/db.ts'

/** Asks for every row that is set aside to be tried again. Returns how many there are. */
export async function requestRetry(trx: TenantTrx, now: Date = new Date()): Promise<number> {
  const { numUpdatedRows } = await trx
    .updateTable('rejected_rows')
    .set({ retry_requested_at: now })
    .where('resolved_at', 'is', null)
    .executeTakeFirst()
  return Number(numUpdatedRows)
}
