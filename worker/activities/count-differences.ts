import { z } from 'zod'
import type { CountedEntity } from '../contract.ts'
import type { Counts } from './types.ts'

/** Mirrored minus Shopify's, where it is not zero; `known` once the ids have been compared. */
export const differencesSchema = z.partialRecord(
  z.enum(['products', 'customers', 'orders']),
  z.object({ by: z.int(), known: z.boolean() }),
)
export type Differences = z.infer<typeof differencesSchema>

/**
 * Which kinds to compare id by id, and what to remember.
 * - We hold more than Shopify: something vanished, compare now.
 * - We hold fewer: mostly it has just arrived; compare when the next sync still lacks as much.
 * - A difference that a comparison left is known (an index that lags, orders out of sight) and is
 *   let be until it changes.
 * @param reconciled the ids have just been compared
 */
export function choosePlan(
  shop: Counts,
  mirrored: Counts,
  remembered: Differences,
  reconciled: boolean,
): { reconcile: CountedEntity[]; remember: Differences } {
  const reconcile: CountedEntity[] = []
  const remember: Differences = {}
  for (const entity of ['products', 'customers', 'orders'] as const) {
    const theirs = shop[entity]
    const by = theirs === null ? 0 : (mirrored[entity] ?? 0) - theirs
    if (by === 0) continue
    const before = remembered[entity]
    const known = reconciled || (before?.known === true && before.by === by)
    remember[entity] = { by, known }
    const lasts = before !== undefined && before.by < 0 && by <= before.by
    if (!known && (by > 0 || lasts)) reconcile.push(entity)
  }
  return { reconcile, remember }
}
