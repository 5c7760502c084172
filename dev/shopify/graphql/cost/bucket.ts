/** The state of a rate limit as `extensions.cost.throttleStatus` tells it. */
export interface ThrottleStatus {
  maximumAvailable: number
  currentlyAvailable: number
  restoreRate: number
}

/** A leaky bucket of points over real time: a frozen world still restores its budget. */
export class Bucket {
  readonly #maximum: number
  readonly #restoreRate: number
  readonly #clock: () => number
  #available: number
  #at: number

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
    if (points > this.#available) return false
    this.#available -= points
    return true
  }

  /** Gives back what was reserved and not used. */
  giveBack(points: number): void {
    this.#restore()
    this.#available = Math.min(this.#maximum, this.#available + points)
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
    this.#available = Math.min(this.#maximum, this.#available + restored)
    this.#at = now
  }
}
