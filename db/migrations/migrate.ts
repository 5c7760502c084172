import { Client } from 'pg'
import { migrations as all, type Migration } from './list.ts'
import { MigrationError } from './migration-error.ts'
import { provision } from './provision.ts'

/** Held while migrating: whoever comes second finds the work done. Any number, the same for ever. */
const MIGRATION_LOCK = 7_241_001

export interface MigrateOptions {
  /** A role that may make roles; a superuser unless one has prepared the database. */
  databaseUrl: string
  /** The password that `tidemark_app` shall have. Left out: stays as it is. */
  appPassword?: string
  /** For tests. */
  migrations?: readonly Migration[]
}

export interface MigrateResult {
  /** Names of the migrations applied now; empty when there was nothing to do. */
  applied: string[]
}

/**
 * Brings a database to this version: roles and rights first, then each new migration in a transaction
 * of its own, so a failed one leaves nothing. Running it again does nothing. Throws `MigrationError`.
 */
export async function migrate(options: MigrateOptions): Promise<MigrateResult> {
  const client = new Client({
    connectionString: options.databaseUrl,
    application_name: 'tidemark-migrate',
    connectionTimeoutMillis: 10_000,
  })
  // A connection lost under way rejects the query; this listener only keeps the process alive.
  client.on('error', () => undefined)
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [MIGRATION_LOCK])
    await inTransaction(client, async () => await provision(client, options.appPassword))
    const todo = await findNew(client, options.migrations ?? all)
    for (const migration of todo) await apply(client, migration)
    return { applied: todo.map((migration) => migration.name) }
  } finally {
    await client.end()
  }
}

/** What is not applied yet, after a look at what is: those must be ours, unchanged, in our order. */
async function findNew(client: Client, known: readonly Migration[]): Promise<Migration[]> {
  await inTransaction(client, async () => {
    await client.query(`
      set local role tidemark_owner;
      create table if not exists tidemark.migrations (
        position integer primary key,
        name text not null unique,
        checksum text not null,
        applied_at timestamptz not null default now()
      );
    `)
  })
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from tidemark.migrations order by position',
  )
  for (const [position, row] of rows.entries()) {
    const migration = known[position]
    if (migration === undefined) {
      throw new MigrationError(
        `The database has migration ${row.name}, which this version doesn't know: it is newer than this program.`,
      )
    }
    if (migration.name !== row.name || migration.checksum !== row.checksum) {
      throw new MigrationError(
        `Migration ${row.name} was applied and has been changed since (now ${migration.name}). Applied migrations are frozen: write a new one.`,
        { migration: migration.name },
      )
    }
  }
  return known.slice(rows.length)
}

async function apply(client: Client, migration: Migration): Promise<void> {
  try {
    await inTransaction(client, async () => {
      await client.query('set local role tidemark_owner; set local search_path = tidemark')
      await client.query(migration.sql)
      await client.query(
        `insert into tidemark.migrations (position, name, checksum)
         select count(*), $1, $2 from tidemark.migrations`,
        [migration.name, migration.checksum],
      )
    })
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new MigrationError(`Migration ${migration.name} failed: ${reason}`, {
      migration: migration.name,
      cause: error,
    })
  }
}

async function inTransaction(client: Client, work: () => Promise<void>): Promise<void> {
  await client.query('begin')
  try {
    await work()
    await client.query('commit')
  } catch (error) {
    // The error that counts is the first one; a lost connection rolls back by itself.
    await client.query('rollback').catch(() => undefined)
    throw error
  }
}
