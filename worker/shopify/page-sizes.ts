import type { AnswerTime } from './shop-client.ts'

/** Pages that must come well before the next larger size is tried again. */
const CALM_PAGES = 20

/** An answer that takes longer comes near Shopify's limit of ten seconds. */
const SLOW_MS = 5000

/** A size must be so much worse than the next smaller one before it is left. */
const CLEARLY = 1.25

/**
 * How many rows to ask for, from large to small.
 *
 * A page of n rows takes as long as Shopify needs for it, or as long as the bucket needs to restore
 * the points that it really cost, whichever is longer: the next page can be under way no sooner.
 * What is requested but not used comes back with the answer and costs no time; it only has to be
 * there beforehand. Both costs grow with the logarithm of n, so the points of a row fall with every
 * larger page (harbor-goods: 250 orders are 783 requested and about 230 used, 100 are 641 and 190),
 * and the largest page that may be asked at all is the best one, on every plan. Larger inner pages
 * would be requested for every order and used by few, and reading those few to their end is cheap.
 *
 * So the largest size is where we begin, and what is measured speaks against it: Shopify refuses a
 * page (too expensive for a query or for this bucket, or ten seconds were not enough), or a row of a
 * smaller page took clearly less time.
 */
export class PageSizes {
  readonly #sizes: readonly number[]
  /** By size: time of one row, ms. */
  readonly #rowMs = new Map<number, number>()
  #at = 0
  #calm = 0

  constructor(sizes: readonly number[]) {
    this.#sizes = sizes
  }

  get size(): number {
    return this.#sizes[this.#at] ?? 1
  }

  /** Takes the next smaller size; false when there is none. */
  shrink(): boolean {
    this.#calm = 0
    if (this.#at + 1 >= this.#sizes.length) return false
    this.#at += 1
    return true
  }

  /** A page came well; a full one tells what its size is worth. */
  calm(rows = 0, time: AnswerTime = { answerMs: 0, restoreMs: 0 }): void {
    if (rows >= this.size && this.#isWorse(rows, time) && this.shrink()) return
    this.#calm += 1
    if (this.#calm < CALM_PAGES || this.#at === 0) return
    this.#at -= 1
    this.#calm = 0
  }

  /** Whether the next smaller size is, or may be, the better one. */
  #isWorse(rows: number, { answerMs, restoreMs }: AnswerTime): boolean {
    const rowMs = Math.max(answerMs, restoreMs) / rows
    this.#rowMs.set(this.size, rowMs)
    const smaller = this.#rowMs.get(this.#sizes[this.#at + 1] ?? 0)
    if (smaller !== undefined) return rowMs > smaller * CLEARLY
    return answerMs > SLOW_MS && answerMs > restoreMs
  }
}
