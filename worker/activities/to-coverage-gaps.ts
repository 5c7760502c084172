import type { CoverageGap } from '@tidemark/db'
import type { CountedEntity } from '../contract.ts'
import type { Gap } from '../shopify/optional-fields.ts'

/** What a walk was not given of its entity, as the coverage keeps it. */
export function toCoverageGaps(
  entity: CountedEntity,
  gaps: readonly Gap[],
  { allOrders }: { allOrders: boolean },
): CoverageGap[] {
  const hidden: CoverageGap[] =
    entity === 'orders' && !allOrders ? [{ code: 'sixty_days', field: 'read_all_orders' }] : []
  return [
    ...hidden,
    ...gaps.map(({ field, reason }): CoverageGap => ({
      code: reason === 'access denied' ? 'no_access' : 'refused',
      field: `${entity}.${field}`,
    })),
  ]
}

/** How far back Shopify shows orders to an app without `read_all_orders`. */
const SIXTY_DAYS_MS = 60 * 24 * 60 * 60_000

/** ISO: from when on an entity can be seen; null: from the shop's beginning. */
export function visibleFrom(
  entity: CountedEntity,
  { allOrders, asOf }: { allOrders: boolean; asOf: string },
): string | null {
  if (entity !== 'orders' || allOrders) return null
  return new Date(Date.parse(asOf) - SIXTY_DAYS_MS).toISOString()
}
