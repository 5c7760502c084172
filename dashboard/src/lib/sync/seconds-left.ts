import type { Run } from '@tidemark/api/contract'

/** Until the slowest part that is under way has ended; null where one of them cannot say. */
export function secondsLeftOf({ entities }: Run): number | null {
  const parts = [entities.products, entities.customers, entities.orders]
  const left = parts.filter(({ done }) => !done).map(({ secondsLeft }) => secondsLeft)
  return left.length === 0 || left.includes(null) ? null : Math.max(...left.map(Number))
}
