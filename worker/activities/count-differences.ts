import { z } from 'zod'
import { COUNTED_ENTITIES, type CountedEntity } from '../contract.ts'
import type { Counts } from './types.ts'

/**
 * Mirrored minus Shopify's, where it is not zero; `compared`: how many comparisons of ids in a row
 * have left just this difference.
 */
export const differencesSchema = z.partialRecord(
  z.enum(COUNTED_ENTITIES),
  z.object({ by: z.int(), compared: z.int() }),
)
export type Differences = z.infer<typeof differencesSchema>

/**
 * What vanishes while ids are compared, or just afterwards, leaves a difference too: only one that a
 * second comparison leaves as it was is let be.
 */
const ENOUGH = 2

/**
 * Which kinds to compare id by id, and what to remember.
 * - We hold more than Shopify: something vanished, compare now.
 * - We hold fewer: mostly it has just arrived; compare when the next sync still lacks as much.
 * - A difference that comparisons leave as it is (an index that lags, orders out of sight) is let be
 *   until it changes.
 * @param compared kinds whose ids have just been compared
 */
export function choosePlan(
  shop: Counts,
  mirrored: Counts,
  remembered: Differences,
  compared: readonly CountedEntity[],
): { reconcile: CountedEntity[]; remember: Differences } {
  const reconcile: CountedEntity[] = []
  const remember: Differences = {}
  for (const entity of COUNTED_ENTITIES) {
    const theirs = shop[entity]
    const by = theirs === null ? 0 : (mirrored[entity] ?? 0) - theirs
    if (by === 0) continue
    const before = remembered[entity]
    const earlier = before?.by === by ? before.compared : 0
    const isCompared = compared.includes(entity)
    const times = earlier + (isCompared ? 1 : 0)
    remember[entity] = { by, compared: times }
    const lasts = before !== undefined && before.by < 0 && by <= before.by
    if (!isCompared && times < ENOUGH && (by > 0 || lasts)) reconcile.push(entity)
  }
  return { reconcile, remember }
}
