import { sql, type RawBuilder } from 'kysely'
import { PLANNED_ONCE } from '../connection/planned-once.ts'

/** Up to so many orders or customers planning a statement costs more than doing it. */
const FEW = 500

export function isFew(ids: readonly string[]): boolean {
  return ids.length <= FEW
}

/**
 * The beginning of a drain's statement: for few ids each connection plans it once, with
 * `planForFew` (of one order's drain, parsing and planning had been two thirds of the time in Postgres).
 * For many it is planned for them.
 */
export function plannedFor(ids: readonly string[]): RawBuilder<unknown> {
  return sql.raw(isFew(ids) ? PLANNED_ONCE : '')
}

/** For the rest of the transaction: a plan that fits any ids, so that it need not be made again. */
export const planForFew = sql`set local plan_cache_mode = force_generic_plan`
