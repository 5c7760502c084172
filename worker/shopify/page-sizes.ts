/** Pages that must come well before the next larger size is tried again. */
const CALM_PAGES = 20

/**
 * How many rows to ask for, from large to small. Shopify gives up after ten seconds and refuses a
 * query that is too expensive, and both depend on what the rows hold.
 */
export class PageSizes {
  readonly #sizes: readonly number[]
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

  /** A page came well. */
  calm(): void {
    this.#calm += 1
    if (this.#calm < CALM_PAGES || this.#at === 0) return
    this.#at -= 1
    this.#calm = 0
  }
}
