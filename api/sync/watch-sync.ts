import type { SyncResponse } from '../schemas/index.ts'

type SyncListener = (body: SyncResponse) => void

export interface SyncWatch {
  /** Tells the state now and whenever it changes, until the returned function is called. */
  subscribe(tenantId: string, listener: SyncListener): () => void
  /** Looks now: something about this shop's syncs has changed. */
  wake(tenantId: string): void
  /** Forgets all listeners. */
  close(): void
}

export interface SyncWatchOptions {
  read: (tenantId: string) => Promise<SyncResponse>
  onError: (error: unknown) => void
  /** How often to look, ms: while a sync is under way, and else. */
  runningMs?: number
  idleMs?: number
}

interface Watched {
  listeners: Set<SyncListener>
  last: { text: string; body: SyncResponse } | undefined
  timer: NodeJS.Timeout | undefined
  /** While it is being read: whether it must be read again. */
  reading: 'once' | 'again' | null
}

/** Looks at each shop that someone listens to, once for all of its listeners. */
export function watchSync({
  read,
  onError,
  runningMs = 500,
  idleMs = 2_000,
}: SyncWatchOptions): SyncWatch {
  const shops = new Map<string, Watched>()

  const look = async (tenantId: string, watched: Watched): Promise<void> => {
    watched.reading = 'once'
    try {
      const body = await read(tenantId)
      const text = JSON.stringify(body)
      if (text !== watched.last?.text) {
        watched.last = { text, body }
        for (const listener of watched.listeners) listener(body)
      }
    } catch (error) {
      onError(error)
    }
    const again = isToBeReadAgain(watched)
    watched.reading = null
    if (watched.listeners.size === 0 || shops.get(tenantId) !== watched) return
    const wait = again ? 0 : watched.last?.body.current ? runningMs : idleMs
    watched.timer = setTimeout(() => void look(tenantId, watched), wait)
  }

  return {
    subscribe(tenantId, listener) {
      let watched = shops.get(tenantId)
      if (watched) {
        watched.listeners.add(listener)
        if (watched.last) listener(watched.last.body)
      } else {
        watched = {
          listeners: new Set([listener]),
          last: undefined,
          timer: undefined,
          reading: null,
        }
        shops.set(tenantId, watched)
        void look(tenantId, watched)
      }
      const joined = watched
      return () => {
        joined.listeners.delete(listener)
        if (joined.listeners.size > 0 || shops.get(tenantId) !== joined) return
        clearTimeout(joined.timer)
        shops.delete(tenantId)
      }
    },
    wake(tenantId) {
      const watched = shops.get(tenantId)
      if (!watched) return
      if (watched.reading) {
        watched.reading = 'again'
        return
      }
      clearTimeout(watched.timer)
      void look(tenantId, watched)
    },
    close() {
      for (const watched of shops.values()) clearTimeout(watched.timer)
      shops.clear()
    },
  }
}

/** Not read in place: what it was before the reading is not what it is after it. */
const isToBeReadAgain = ({ reading }: Watched): boolean => reading === 'again'
