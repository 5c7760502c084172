import { daysBetween } from './calendar.ts'
import { formatAverage, parseAmount } from './exact.ts'
import { listOrderFacts } from './order-facts.ts'
import { isInside, type Range, type Shop } from './shop.ts'

/** Days from each order in the range to the same customer's order before it. */
export function timeBetweenOrders(shop: Shop, range: Range) {
  const gaps = listOrderFacts(shop)
    .flatMap(({ day, previous }) =>
      previous !== null && isInside(day, range) ? [daysBetween(previous.day, day)] : [],
    )
    .toSorted((a, b) => a - b)
  /** The first that this share of all, or more, does not exceed. */
  const quartile = (quarters: number): number | null =>
    gaps[Math.ceil((gaps.length * quarters) / 4) - 1] ?? null
  const total = gaps.reduce((sum, days) => sum + days, 0)
  return {
    orders: gaps.length,
    lowerQuartile: quartile(1),
    median: quartile(2),
    upperQuartile: quartile(3),
    mean: gaps.length === 0 ? null : formatAverage(parseAmount(String(total)), gaps.length, 2),
    histogram: [...new Set(gaps)].map((days) => ({
      days,
      orders: gaps.filter((gap) => gap === days).length,
    })),
  }
}
