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
 * the points that it really cost, whichever is longer: no page can follow sooner for long. What was
 * requested and not used comes back with the answer; it takes no time, but must be there beforehand.
 * Both costs grow with the logarithm of n, so a row costs the less the larger its page is. Orders of
 * the stand-in's harbor-goods, requested / charged / charged for a row: 250 rows 783 / 195 / 0.8,
 * 100 rows 641 / 160 / 1.6, 50 rows 499 / 131 / 2.6, 10 rows 286 / 76 / 7.6. So the largest page that
 * may be asked at all takes the least time for a row, on every plan: a Standard plan's bucket of 2000
 * holds two. Larger inner pages would be requested for every order and used by few, and to read
 * those few to their ends costs less than a hundred points each.
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
