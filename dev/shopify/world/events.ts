import { nextId } from './ids.ts'
import type { Instant, ShopEvent, ShopState } from './model.ts'

const yearMs = 365 * 86_400_000

const words: Record<ShopEvent['subjectType'], string> = {
  ORDER: 'order',
  CUSTOMER: 'customer',
  PRODUCT: 'product',
  PRODUCT_VARIANT: 'variant',
}

/** Writes into the shop's event log what was done to what. */
export function recordEvent(
  state: ShopState,
  at: Instant,
  action: ShopEvent['action'],
  subjectType: ShopEvent['subjectType'],
  subjectId: number,
  title: string,
): void {
  const verb = {
    create: 'created',
    update: 'updated',
    destroy: 'deleted',
    placed: 'placed',
    cancelled: 'cancelled',
    merge: 'merged',
  }[action]
  state.events.push({
    id: nextId(state.counters, 'Event'),
    action,
    subjectType,
    subjectId,
    createdAt: at,
    message: `${state.shop.ownerName} ${verb} ${words[subjectType]} ${title}.`,
  })
}

/** The events of the year before `at`, oldest first: Shopify keeps no older ones. */
export function eventsOfYear(state: ShopState, at: Instant): ShopEvent[] {
  const first = state.events.findIndex((event) => event.createdAt > at - yearMs)
  return first === -1 ? [] : state.events.slice(first)
}
