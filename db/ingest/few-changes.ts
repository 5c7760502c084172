import { sql, type RawBuilder } from 'kysely'
import { PLANNED_ONCE } from '../connection/planned-once.ts'
import type { TenantTrx } from '../index.ts'

/** Up to so many orders are looked up one by one in all that a drain does. */
const FEW = 500

/**
 * Up to so many orders or customers planning a statement costs more than a plan made for them saves: of
 * 750 orders, parsing and planning had been a tenth of their drain.
 */
const PLANNED_ONCE_UP_TO = 2_000

export function isFew(ids: readonly string[]): boolean {
  return ids.length <= FEW
}

/**
 * The beginning of a drain's statement: up to 2,000 ids each connection plans it once, after `planFor`.
 * For more it is planned for them.
 */
export function plannedFor(ids: readonly string[]): RawBuilder<unknown> {
  return sql.raw(isPlannedOnce(ids) ? PLANNED_ONCE : '')
}

/**
 * How the statements of the rest of the transaction are planned. Of more than a few orders much would
 * go to disk, several times, and be joined each with each where Postgres expects none.
 */
export async function planFor(trx: TenantTrx, ids: readonly string[]): Promise<void> {
  if (!isFew(ids)) {
    await sql`set local work_mem = '64MB'`.execute(trx)
    await sql`set local enable_nestloop = off`.execute(trx)
  }
  if (isPlannedOnce(ids)) await sql`set local plan_cache_mode = force_generic_plan`.execute(trx)
}

function isPlannedOnce(ids: readonly string[]): boolean {
  return ids.length <= PLANNED_ONCE_UP_TO
}
