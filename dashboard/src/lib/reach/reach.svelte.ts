import { invalidate } from '$app/navigation'
import { navigating } from '$app/state'

const askMs = 3_000
/** A server that is busy is not away. */
const patienceMs = 8_000

/**
 * Whether Tidemark can be reached from this browser. Nobody asks while all is well: a lost stream or
 * the browser's own word begins it, and it goes on until there is an answer again.
 */
class Reach {
  /** Why nothing comes; null while all is well. */
  lost = $state<'offline' | 'silent' | null>(null)
  #asking: Promise<boolean> | undefined
  #timer: ReturnType<typeof setTimeout> | undefined
  #waiting = Promise.withResolvers<void>()

  /** Listens to the browser; gives the function that ends it. */
  listen(): () => void {
    const check = (): void => void this.check()
    addEventListener('offline', check)
    addEventListener('online', check)
    if (!navigator.onLine) check()
    return () => {
      removeEventListener('offline', check)
      removeEventListener('online', check)
      clearTimeout(this.#timer)
    }
  }

  /** Asks whether anybody is there, and while there is not, again. */
  async check(): Promise<void> {
    if (!navigator.onLine) this.lost = 'offline'
    if (this.#asking) return void (await this.#asking)
    clearTimeout(this.#timer)
    this.#asking = isThere()
    const answers = await this.#asking
    this.#asking = undefined
    if (!answers) {
      this.lost = navigator.onLine ? 'silent' : 'offline'
      this.#timer = setTimeout(() => void this.check(), askMs)
    } else if (this.lost !== null) {
      this.lost = null
      this.#waiting.resolve()
      this.#waiting = Promise.withResolvers<void>()
      // What happened meanwhile is shown without a reload. A page that is on its way is new anyway,
      // and would be given up for this one.
      if (navigating.to === null) await this.refresh()
    }
  }

  /** Until there is an answer again; at once while all is well. */
  async back(): Promise<void> {
    await this.check()
    if (this.lost !== null) await this.#waiting.promise
  }

  /** Loads again what the page shows. While nobody answers it keeps what it has, until then. */
  async refresh(): Promise<void> {
    if (this.lost === null) await invalidate(({ protocol }) => protocol === 'tidemark:')
  }
}

async function isThere(): Promise<boolean> {
  try {
    const { ok } = await fetch('/api/health', { signal: AbortSignal.timeout(patienceMs) })
    return ok
  } catch {
    return false
  }
}

export const reach = new Reach()

/** What browsers' fetch throws when no answer came; each has its own words for it. */
export const isNoAnswer = (error: unknown): boolean =>
  error instanceof TypeError && /fetch|network|load failed/i.test(error.message)

/** Asks, and once more when the connection is back if no answer came. */
export async function patiently<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (!isNoAnswer(error)) throw error
    await reach.back()
    return await ask()
  }
}
