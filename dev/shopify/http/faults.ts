/** What every fault has, whatever its kind: when it comes. */
interface FaultTiming {
  /**
   * Only requests whose GraphQL text or operation name contains this; of a bulk operation and its
   * downloads, the query that runs in bulk.
   */
  operation?: string
  /** Every n-th request. Without this and without a probability: every request. */
  every?: number
  /** Between 0 and 1, drawn from the seed. */
  probability?: number
  /** How often at most. */
  times?: number
}

/** Faults of GraphQL requests; downloads of bulk results never meet them. */
export type GraphqlFault =
  | {
      kind: 'status'
      /** 503 when left out. */ status?: number
      /** Seconds. */ retryAfter?: number
    }
  | { kind: 'throttle' }
  | { kind: 'slow'; /** Milliseconds to wait before answering; 1000 when left out. */ ms?: number }
  | { kind: 'cut' }
  | { kind: 'graphql-error' }

/** Faults of bulk operations. The first two meet the mutation, the others an accepted operation. */
export type BulkFault =
  /** ACCESS_DENIED, as for an app whose bulk access is not enabled. */
  | { kind: 'bulk-denied' }
  /** A user error INVALID of the field `query`. */
  | { kind: 'bulk-refused'; message?: string }
  /**
   * Ends like this after `share` (0.5) of the roots; with `partial` what was written so far can be had
   * from `partialDataUrl`. FAILED has `errorCode` INTERNAL_SERVER_ERROR when left out.
   */
  | {
      kind: 'bulk-status'
      status: 'FAILED' | 'CANCELED' | 'EXPIRED'
      errorCode?: 'ACCESS_DENIED' | 'INTERNAL_SERVER_ERROR' | 'TIMEOUT'
      partial?: boolean
      share?: number
    }
  /** Reports counts too high by `by` (1), both or those named. */
  | { kind: 'bulk-counts'; by?: number; of?: ('objectCount' | 'rootObjectCount')[] }
  /** Serves `share` (0.5) of the file's bytes as if it were all, to the end of a line or within one. */
  | { kind: 'bulk-truncated'; share?: number; midLine?: boolean }
  /** All parents first, then all children in a seeded shuffle. */
  | { kind: 'bulk-disorder' }
  /** Stays RUNNING for so many milliseconds (1000) longer. */
  | { kind: 'bulk-slow'; ms?: number }

/** Faults of downloads of bulk results. */
export type DownloadFault =
  /** Answers a Range request with the whole file. */
  | { kind: 'bulk-no-range' }
  /** Breaks the connection after `share` (0.5) of what was to be sent. */
  | { kind: 'bulk-cut'; share?: number }
  /**
   * Answers 403 and gives the result another address. Without `times` it hits each operation once, so
   * that the new address works.
   */
  | { kind: 'bulk-gone' }
  /** Sends no faster than this. */
  | { kind: 'download-slow'; bytesPerSecond: number }

/** Faults of the token endpoint; `operation` is looked for in the grant's name. */
export type TokenFault =
  /** Answers with a status (503) in place of a token. */
  | { kind: 'token-status'; status?: number; retryAfter?: number }
  /** Refuses the grant as invalid, with a status (401). */
  | { kind: 'token-refused'; status?: number }
  /** Milliseconds (1000) to wait before answering. */
  | { kind: 'token-slow'; ms?: number }
  /** Gives the token out and breaks the connection in the middle of the answer. */
  | { kind: 'token-cut' }

/** Faults of webhooks; `operation` is looked for in the topic, such as "orders/". */
export type WebhookFault =
  /** Is never sent. */
  | { kind: 'webhook-drop' }
  /** Is sent so many times (2), with the same ids. */
  | { kind: 'webhook-duplicate'; copies?: number }
  /** Is sent so many milliseconds (1000) later. */
  | { kind: 'webhook-delay'; ms?: number }
  /** Is sent up to so many milliseconds (500) later, by the seed, so that others overtake it. */
  | { kind: 'webhook-disorder'; ms?: number }
  /** Waits for the next multiple of so many milliseconds (1000), so that many come at once. */
  | { kind: 'webhook-burst'; ms?: number }
  /** Is signed with another secret than Shopify would take. */
  | { kind: 'webhook-signature'; use: 'wrong' | 'newest' | 'revoked' }
  /** Stops for so many milliseconds (2000) in the middle of the body. */
  | { kind: 'webhook-slow'; ms?: number }

/** One way to misbehave, as told by `POST /_control/faults`. */
export type FaultRule = FaultTiming &
  (GraphqlFault | BulkFault | DownloadFault | TokenFault | WebhookFault)

/** A rule of one of these kinds. */
type RuleOf<Kind extends FaultRule['kind']> = Extract<FaultRule, { kind: Kind }>

interface ActiveRule {
  rule: FaultRule
  shop: string | null
  seen: number
  fired: number
  random: () => number
}

/** The faults that meet a GraphQL request. */
export const GRAPHQL_FAULTS = ['status', 'throttle', 'slow', 'cut', 'graphql-error'] as const

/** The faults that are switched on. */
export class Faults {
  #rules: ActiveRule[] = []

  /** Adds rules for one shop (full domain), or for all with null. */
  add(shop: string | null, rules: FaultRule[], seed: number): void {
    for (const rule of rules) {
      this.#rules.push({ rule, shop, seen: 0, fired: 0, random: createRandom(seed) })
    }
  }

  /** Behaves well again: all shops with null. */
  clear(shop: string | null): void {
    this.#rules = shop === null ? [] : this.#rules.filter((active) => active.shop !== shop)
  }

  /** What is switched on, and how often each came. */
  list(): { shop: string | null; rule: FaultRule; fired: number }[] {
    return this.#rules.map(({ shop, rule, fired }) => ({ shop, rule, fired }))
  }

  /** The faults of these kinds that hit something of this shop, now that it has come. */
  draw<Kind extends FaultRule['kind']>(
    kinds: readonly Kind[],
    shop: string,
    text: string,
  ): RuleOf<Kind>[] {
    return this.#rules
      .filter(({ rule }) => (kinds as readonly string[]).includes(rule.kind))
      .filter((active) => isDue(active, shop, text))
      .map(({ rule }) => rule as RuleOf<Kind>)
  }
}

function isDue(active: ActiveRule, shop: string, text: string): boolean {
  if (active.shop !== null && active.shop !== shop) return false
  const { operation, every, probability, times } = active.rule
  if (operation !== undefined && !text.includes(operation)) return false
  active.seen += 1
  if (times !== undefined && active.fired >= times) return false
  if (every !== undefined && active.seen % every !== 0) return false
  if (probability !== undefined && active.random() >= probability) return false
  active.fired += 1
  return true
}

/** A small generator of numbers in [0, 1) that repeats for the same seed (mulberry32). */
function createRandom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
