import { sql } from 'kysely'
import { Client } from 'pg'
import { currentTenant } from '../connection/current-tenant.ts'
import type { TenantTrx } from '../connection/db.ts'

const CHANNEL = 'tidemark_sync'

/** How soon a broken connection is tried again, ms. */
const RETRY_MS = 1_000

/** Tells all who listen that something about the shop's syncs has changed, once this is committed. */
export async function announceSync(trx: TenantTrx): Promise<void> {
  await sql`select pg_notify(${CHANNEL}, ${currentTenant}::text)`.execute(trx)
}

/** News of syncs, of all shops. */
export interface SyncNews {
  /** Calls with the id of each shop whose syncs have changed, until the returned function is called. */
  subscribe(listener: (tenantId: string) => void): () => void
  close(): Promise<void>
}

/**
 * Listens on a connection of its own, which is made anew when it breaks; what is announced meanwhile
 * is missed, so listeners look now and then by themselves. Behind a pooler that shares connections
 * between transactions nothing is heard at all.
 */
export function listenForSyncs(url: string): SyncNews {
  const listeners = new Set<(tenantId: string) => void>()
  let closed = false
  let client: Client | undefined
  let retry: NodeJS.Timeout | undefined

  async function connect(): Promise<void> {
    const next = new Client({
      connectionString: url,
      application_name: 'tidemark-news',
      keepAlive: true,
      connectionTimeoutMillis: 10_000,
    })
    client = next
    next.on('notification', ({ payload }) => {
      if (payload) for (const listener of listeners) listener(payload)
    })
    next.on('error', () => undefined)
    next.on('end', again)
    try {
      await next.connect()
      await next.query(`listen ${CHANNEL}`)
    } catch {
      await next.end().catch(() => undefined)
      again()
    }
  }

  function again(): void {
    if (closed || retry) return
    retry = setTimeout(() => {
      retry = undefined
      void connect()
    }, RETRY_MS)
  }

  void connect()
  return {
    subscribe(listener) {
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
    async close() {
      closed = true
      clearTimeout(retry)
      await client?.end().catch(() => undefined)
    },
  }
}
