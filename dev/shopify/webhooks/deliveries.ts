import type { Delivery } from './delivery.ts'
import { closeLines, openLines, send } from './send.ts'

/** Pauses before each of the eight retries, growing, four hours in all. */
const RETRY_SECONDS: readonly number[] = [60, 120, 240, 480, 960, 1920, 3840, 6780]
/** Deliveries under way at a time. */
const MOST_OPEN = 64
/** Deliveries that are remembered once they are over. */
const MOST_KEPT = 5000

const LONGEST_TIMER_MS = 2 ** 31 - 1

/** What the post office asks of its surroundings. */
export interface DeliverySurroundings {
  /** The secret that signs, which may have changed since the delivery arose. */
  secretFor: (delivery: Delivery) => string
  /** The last retry failed. */
  onGivenUp: (delivery: Delivery) => void
}

interface Waiting {
  delivery: Delivery
  /** Real time, ms. */
  dueAt: number
}

/** Hands payloads over, tries again where that fails, and remembers how it went. */
export class Deliveries {
  readonly #surroundings: DeliverySurroundings
  readonly #lines = openLines(MOST_OPEN)
  readonly #log: Delivery[] = []
  /** What is due, in the order in which it is sent. */
  #due: Delivery[] = []
  /** What waits for its time. */
  #waiting: Waiting[] = []
  #open = 0
  #held = false
  #timer: NodeJS.Timeout | undefined
  #retrySeconds = RETRY_SECONDS
  #closed = false

  constructor(surroundings: DeliverySurroundings) {
    this.#surroundings = surroundings
  }

  /** @param delayMs how long it stays away, and with it all its copies */
  add(delivery: Delivery, delayMs: number, copies: number): void {
    this.#log.push(delivery)
    if (this.#log.length > MOST_KEPT) this.#forget()
    if (delivery.state !== 'pending') return
    const dueAt = Date.now() + delayMs
    for (let copy = 0; copy < copies; copy += 1) {
      if (delayMs === 0) this.#due.push(delivery)
      else this.#waiting.push({ delivery, dueAt })
    }
    if (delayMs > 0) this.#look()
    this.#pump()
  }

  /** Sends one again, with the same ids, so many times. */
  again(delivery: Delivery, times: number): void {
    for (let time = 0; time < times; time += 1) this.#due.push(delivery)
    this.#pump()
  }

  /** What has been sent or is to be, oldest first. */
  list(): readonly Delivery[] {
    return this.#log
  }

  /** How many are under way or will be tried again. */
  countPending(): number {
    return this.#waiting.length + this.#due.length + this.#open
  }

  /** Keeps everything back, or lets it go all at once. */
  hold(held: boolean): void {
    this.#held = held
    this.#pump()
  }

  isHeld(): boolean {
    return this.#held
  }

  /** Pauses between retries from now on; Shopify's own with null. */
  setRetries(seconds: readonly number[] | null): void {
    this.#retrySeconds = seconds ?? RETRY_SECONDS
  }

  get retrySeconds(): readonly number[] {
    return this.#retrySeconds
  }

  /** The world's clock went on: what waits has waited as much. */
  advance(ms: number): void {
    this.#waiting = this.#waiting.map(({ delivery, dueAt }) => ({ delivery, dueAt: dueAt - ms }))
    this.#look()
    this.#pump()
  }

  /** Tries everything that waits now, however long it would have waited. */
  flush(): void {
    this.advance(Number.MAX_SAFE_INTEGER)
  }

  /** Sends nothing more. */
  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    closeLines(this.#lines)
  }

  /** Moves what has become due, and comes back when the next one does. */
  #look(): void {
    clearTimeout(this.#timer)
    if (this.#closed || this.#waiting.length === 0) return
    const now = Date.now()
    const isDue = ({ dueAt }: Waiting) => dueAt <= now
    const due = this.#waiting.filter(isDue).sort((a, b) => a.dueAt - b.dueAt)
    this.#due.push(...due.map(({ delivery }) => delivery))
    this.#waiting = this.#waiting.filter((waiting) => !isDue(waiting))
    const next = Math.min(...this.#waiting.map(({ dueAt }) => dueAt))
    if (next === Number.POSITIVE_INFINITY) return
    this.#timer = setTimeout(
      () => {
        this.#look()
        this.#pump()
      },
      Math.min(next - now, LONGEST_TIMER_MS),
    )
    this.#timer.unref()
  }

  #pump(): void {
    if (this.#held || this.#closed) return
    const free = MOST_OPEN - this.#open
    for (const delivery of this.#due.splice(0, free)) void this.#try(delivery)
  }

  async #try(delivery: Delivery): Promise<void> {
    this.#open += 1
    const attempt = await send(this.#lines, delivery, this.#surroundings.secretFor(delivery))
    this.#open -= 1
    if (this.#closed) return
    delivery.attempts.push(attempt)
    const { status } = attempt
    if (status !== null && status >= 200 && status < 300) delivery.state = 'delivered'
    else this.#retry(delivery)
    this.#pump()
  }

  #retry(delivery: Delivery): void {
    // A copy may have got through meanwhile.
    if (delivery.state !== 'pending') return
    const seconds = this.#retrySeconds[delivery.attempts.length - 1]
    if (seconds === undefined) {
      delivery.state = 'failed'
      this.#surroundings.onGivenUp(delivery)
      return
    }
    this.#waiting.push({ delivery, dueAt: Date.now() + seconds * 1000 })
    this.#look()
  }

  #forget(): void {
    const oldest = this.#log.findIndex(({ state }) => state !== 'pending')
    if (oldest !== -1) this.#log.splice(oldest, 1)
  }
}
