import { Kysely, PostgresDialect, type Transaction } from 'kysely'
import type { Schema } from '../schema/index.ts'
import { createPool, type PoolOptions } from './pool.ts'

declare const brand: unique symbol

/** No table has a name here. */
interface NoTables {
  [brand]?: never
}

/**
 * The application's Postgres, as role `tidemark_app`. It shows no tables: a shop's data is reached
 * through `inTenant`, accounts through the functions of `accounts/`. Close with `db.destroy()`.
 */
export type Db = Kysely<NoTables> & { readonly [brand]: 'Db' }

/** A transaction that has entered one tenant. Only `inTenant` makes one. */
export type TenantTrx = Transaction<Schema> & { readonly [brand]: 'TenantTrx' }

export type DbOptions = PoolOptions

/** Connects lazily: a database that is away is noticed by the first query. */
export function createDb(options: DbOptions): Db {
  const dialect = new PostgresDialect({ pool: createPool(options) })
  return new Kysely<NoTables>({ dialect }) as Db
}
