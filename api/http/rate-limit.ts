/** How much one caller may ask for: a burst at once, and then so many a minute. */
export interface RateLimit {
  burst: number
  perMinute: number
}

/** More callers than this are not told apart: the oldest are forgotten. */
const MOST_CALLERS = 10_000

/**
 * Buckets of tokens by caller, in this process. The function takes one and gives how many seconds to wait
 * until there is one again; 0: there was one.
 */
export function createRateLimit({ burst, perMinute }: RateLimit, clock = () => Date.now()) {
  const perMs = perMinute / 60_000
  const buckets = new Map<string, { tokens: number; at: number }>()

  return function take(caller: string): number {
    const now = clock()
    const known = buckets.get(caller)
    const tokens = known ? Math.min(burst, known.tokens + (now - known.at) * perMs) : burst
    const isAllowed = tokens >= 1
    // Whoever came last stands last.
    buckets.delete(caller)
    buckets.set(caller, { tokens: isAllowed ? tokens - 1 : tokens, at: now })
    const [oldest] = buckets.keys()
    if (buckets.size > MOST_CALLERS && oldest !== undefined) buckets.delete(oldest)
    return isAllowed ? 0 : (1 - tokens) / perMs / 1000
  }
}
