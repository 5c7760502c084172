/** The state of a rate limit as `extensions.cost.throttleStatus` tells it. */
export interface ThrottleStatus {
  maximumAvailable: number
  currentlyAvailable: number
  restoreRate: number
}

/** Where a bucket's points went since the first of them was asked for. */
export interface PointTotals {
  /** What answers really cost. */
  charged: number
  /** What could not be restored because the bucket was full. */
  lost: number
  /** Requests that found too little. */
  refused: number
}

/** A leaky bucket of points over real time: a frozen world still restores its budget. */
export class Bucket {
  readonly #maximum: number
  readonly #restoreRate: number
  readonly #clock: () => number
  #available: number
  #at: number
  #totals: PointTotals | null = null

  /** @param clock milliseconds that only go forward */
  constructor(
    { maximumAvailable, restoreRate }: { maximumAvailable: number; restoreRate: number },
    clock: () => number = () => performance.now(),
  ) {
    this.#maximum = maximumAvailable
    this.#restoreRate = restoreRate
    this.#clock = clock
    this.#available = maximumAvailable
    this.#at = clock()
  }

  /** Takes the points, or leaves the bucket alone and says no. */
  take(points: number): boolean {
    this.#restore()
    this.#totals ??= { charged: 0, lost: 0, refused: 0 }
    if (points > this.#available) {
      this.#totals.refused += 1
      return false
    }
    this.#available -= points
    this.#totals.charged += points
    return true
  }

  /** Gives back what was reserved and not used. */
  giveBack(points: number): void {
    this.#restore()
    this.#add(points)
    if (this.#totals) this.#totals.charged -= points
  }

  totals(): PointTotals {
    this.#restore()
    return this.#totals ?? { charged: 0, lost: 0, refused: 0 }
  }

  status(): ThrottleStatus {
    this.#restore()
    return {
      maximumAvailable: this.#maximum,
      currentlyAvailable: Math.floor(this.#available),
      restoreRate: this.#restoreRate,
    }
  }

  #restore(): void {
    const now = this.#clock()
    const restored = ((now - this.#at) / 1000) * this.#restoreRate
    this.#add(restored)
    this.#at = now
  }

  #add(points: number): void {
    const full = this.#available + points
    this.#available = Math.min(this.#maximum, full)
    if (this.#totals) this.#totals.lost += full - this.#available
  }
}
