import { createContext } from 'svelte'

/** For whom the page writes: the reader's number format, the shop's clock. */
export interface Reader {
  /** BCP 47, for numbers and dates. */
  readonly locale: string
  /** IANA, the shop's. */
  readonly timeZone: string
  /** ms since the epoch; moves on while the page is open. */
  readonly now: number
}

export const [getReader, setReader] = createContext<Reader>()

/** The server's time, so that the first paint agrees and a wrong clock here does no harm, ticking. */
export class Clock {
  now = $state(0)

  constructor(now: number) {
    this.now = now
    $effect(() => {
      const ahead = now - Date.now()
      const timer = setInterval(() => {
        this.now = Date.now() + ahead
      }, 10_000)
      return () => clearInterval(timer)
    })
  }
}
