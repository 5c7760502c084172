/** Shopify's word on a shop's bucket, `extensions.cost.throttleStatus`. */
export type ThrottleStatus = {
  maximumAvailable: number
  currentlyAvailable: number
  restoreRate: number
}

/** Sleeps, and tells Temporal that the activity lives; rejects when it is cancelled. */
export type Pause = (ms: number) => Promise<void>

/** Together with one more request this may be under way before the bucket's size is known. */
const BLIND_COST = 1000

/** Longest sleep between two looks at the bucket. */
const LOOK_MS = 2000

/** Where Shopify throttles without saying more. */
const PAUSE_MS = 1000

/**
 * The cost bucket of one shop, shared by everything in this process that asks it. A request waits
 * until its requested cost fits, so THROTTLED is the exception (another process, another app).
 */
export class ShopBudget {
  #status: ThrottleStatus | null = null
  #readAt = 0
  #inFlight = 0
  readonly #now: () => number

  constructor(now: () => number = Date.now) {
    this.#now = now
  }

  /** Waits until `cost` fits, and reserves it; `settle` or `abandon` must follow. */
  async reserve(cost: number, pause: Pause): Promise<void> {
    for (let missing = this.#missing(cost); missing > 0; missing = this.#missing(cost)) {
      const rate = this.#status?.restoreRate ?? BLIND_COST
      await pause(Math.min(LOOK_MS, Math.max(20, Math.ceil((missing / rate) * 1000))))
    }
    this.#inFlight += cost
  }

  /** After an answer: what the bucket holds now. */
  settle(cost: number, status: ThrottleStatus | null): void {
    if (!status) return this.abandon(cost)
    this.#inFlight -= cost
    this.#status = status
    this.#readAt = this.#now()
  }

  /** After a request whose answer did not arrive: its cost counts as spent. */
  abandon(cost: number): void {
    this.#inFlight -= cost
    if (!this.#status) return
    this.#status = { ...this.#status, currentlyAvailable: this.#available(this.#status) - cost }
    this.#readAt = this.#now()
  }

  /** How long a throttled query has to wait by Shopify's own numbers. */
  static waitFor(cost: number, status: ThrottleStatus | null): number {
    if (!status || status.restoreRate <= 0) return PAUSE_MS
    const missing = Math.min(cost, status.maximumAvailable) - status.currentlyAvailable
    return Math.max(PAUSE_MS, Math.ceil((missing / status.restoreRate) * 1000))
  }

  #missing(cost: number): number {
    if (!this.#status) {
      return this.#inFlight === 0 ? 0 : Math.max(0, this.#inFlight + cost - BLIND_COST)
    }
    const wanted = Math.min(cost, this.#status.maximumAvailable)
    if (this.#inFlight === 0 && this.#available(this.#status) >= wanted) return 0
    return Math.max(0, wanted + this.#inFlight - this.#available(this.#status))
  }

  #available(status: ThrottleStatus): number {
    const restored = ((this.#now() - this.#readAt) / 1000) * status.restoreRate
    return Math.min(status.maximumAvailable, status.currentlyAvailable + restored)
  }
}
