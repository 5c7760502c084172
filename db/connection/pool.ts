import { hash } from 'node:crypto'
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely'
import { Client, DatabaseError, Pool, type PoolClient, type QueryConfig } from 'pg'
import { columnTypes } from './column-parsers.ts'
import { PLANNED_ONCE } from './planned-once.ts'

export interface PoolOptions {
  /** Connection string of the role `tidemark_app`. */
  url: string
  /** Most connections at a time. */
  poolSize?: number
  /** A statement that takes longer is given up and its connection thrown away, ms. */
  queryTimeoutMs?: number
  /** Shown in `pg_stat_activity`. */
  applicationName?: string
  /** Told of connections that broke; the pool replaces them by itself. */
  onConnectionError?: (error: Error) => void
}

/** One prepared statement at a time: the extended protocol has no room for a second one. */
interface ExtendedQuery extends QueryConfig {
  queryMode: 'extended'
}

/**
 * The pool behind `createDb`. Everything that the application asks of Postgres passes `query` below,
 * and leaves by the extended protocol: a statement that was smuggled into a string can't carry a
 * `SET` or `DO` behind it.
 */
export function createPool(options: PoolOptions): PostgresPool {
  const queryTimeoutMs = options.queryTimeoutMs ?? 60_000
  const pool = new Pool({
    connectionString: options.url,
    max: options.poolSize ?? 10,
    application_name: options.applicationName ?? 'tidemark',
    types: columnTypes,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10_000,
    connectionTimeoutMillis: 10_000,
    idleTimeoutMillis: 60_000,
    // The server gives up first, where it can still be reached, and says so in words.
    statement_timeout: queryTimeoutMs,
    query_timeout: queryTimeoutMs + Math.min(2_000, queryTimeoutMs),
    // A process that vanished without a word leaves its locks no longer than this.
    idle_in_transaction_session_timeout: 120_000,
  })
  const onError = (error: Error): void => options.onConnectionError?.(error)
  // `error` on the pool speaks for idle connections only; without a listener of their own, one that
  // breaks while it is in use would end the process.
  pool.on('error', onError)
  pool.on('connect', (client) => client.on('error', onError))
  return {
    connect: async () => checkOut(await pool.connect()),
    end: async () => await pool.end(),
    options: {},
  }
}

/** A connection for the time of one transaction or statement. */
function checkOut(client: PoolClient): PostgresPoolClient {
  let broken: Error | undefined
  async function query<R>(text: string, values: readonly unknown[]) {
    if (typeof text !== 'string') throw new TypeError('Cursors would leave the extended protocol.')
    const extended: ExtendedQuery = { text, values: [...values], queryMode: 'extended' }
    if (text.startsWith(PLANNED_ONCE)) extended.name = hash('sha256', text).slice(0, 40)
    try {
      return (await client.query(extended)) as unknown as PostgresQueryResult<R>
    } catch (error) {
      // Not an answer of Postgres: a time-out or a lost connection. What is still under way on it
      // is unknown, so nobody may have it after this.
      if (!(error instanceof DatabaseError) && broken === undefined) {
        broken = error instanceof Error ? error : new Error(String(error))
        destroy(client)
      }
      throw error
    }
  }
  return {
    query: query as PostgresPoolClient['query'],
    release: (discard) => client.release(broken ?? discard),
  }
}

/** Closes the socket without waiting for an answer: `end` does that while a query is under way. */
function destroy(client: PoolClient): void {
  if (client instanceof Client) client.end().catch(() => undefined)
}
