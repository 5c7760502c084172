import type { Answer } from '../api/answer.ts'

/** What a page's load gives of a part: its answer, or a promise that the server streams. */
export type Loading<T> = Answer<T> | Promise<Answer<T>>

/**
 * What to show of something that is loaded again and again: the newest value that has arrived.
 * While a newer one is on its way the one before stays, so nothing jumps.
 */
export class Latest<T> {
  readonly #source: () => T | Promise<T>
  #arrived = $state.raw<{ of: Promise<T>; value: T }>()
  #kept = $state.raw<T>()

  constructor(source: () => T | Promise<T>) {
    this.#source = source
    $effect(() => {
      const now = source()
      if (!(now instanceof Promise)) {
        this.#kept = now
        return
      }
      void now.then((value) => {
        this.#arrived = { of: now, value }
        this.#kept = value
      })
    })
  }

  /** undefined until the first value is there. */
  get value(): T | undefined {
    const now = this.#source()
    if (!(now instanceof Promise)) return now
    return this.#arrived?.of === now ? this.#arrived.value : this.#kept
  }

  /** Whether a newer value is on its way. */
  get pending(): boolean {
    const now = this.#source()
    return now instanceof Promise && this.#arrived?.of !== now
  }
}
