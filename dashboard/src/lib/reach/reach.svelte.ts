import { invalidate } from '$app/navigation'

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
  #asking = false
  #timer: ReturnType<typeof setTimeout> | undefined

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
    if (this.#asking) return
    this.#asking = true
    clearTimeout(this.#timer)
    const answers = await isThere()
    this.#asking = false
    if (!answers) {
      this.lost = navigator.onLine ? 'silent' : 'offline'
      this.#timer = setTimeout(() => void this.check(), askMs)
    } else if (this.lost !== null) {
      this.lost = null
      // What happened meanwhile is shown without a reload.
      await invalidate(({ protocol }) => protocol === 'tidemark:')
    }
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
