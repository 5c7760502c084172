import type { Client } from 'pg'
import { MigrationError } from './migration-error.ts'

interface Demand {
  /** A query for one boolean, `met`. */
  check: string
  statements: (database: string) => readonly string[]
}

/**
 * Rights that Postgres gives to PUBLIC in every new database and that would open the tenant guard:
 * - `set_config` would let a smuggled expression change the tenant;
 * - `plpgsql` would let a DO block do it;
 * - temporary tables would carry rows from one shop's transaction to the next on the same connection.
 */
const DEMANDS: readonly Demand[] = [
  {
    check: `select not has_function_privilege('tidemark_app', p.oid, 'execute')
        and has_function_privilege('tidemark_owner', p.oid, 'execute') as met
      from pg_proc p where p.oid = 'pg_catalog.set_config(text,text,boolean)'::regprocedure`,
    statements: () => [
      'revoke execute on function pg_catalog.set_config(text, text, boolean) from public',
      'grant execute on function pg_catalog.set_config(text, text, boolean) to tidemark_owner',
    ],
  },
  {
    check: `select not has_language_privilege('tidemark_app', 'plpgsql', 'usage')
        and has_language_privilege('tidemark_owner', 'plpgsql', 'usage') as met`,
    statements: () => [
      'revoke usage on language plpgsql from public',
      'grant usage on language plpgsql to tidemark_owner',
    ],
  },
  {
    check: `select not has_database_privilege('tidemark_app', current_database(), 'temporary') as met`,
    statements: (database) => [`revoke temporary on database ${database} from public`],
  },
]

/** Takes those rights away, or says which statements somebody who may must run once. */
export async function requireSuperuserWork(client: Client): Promise<void> {
  const named = await client.query<{ database: string; superuser: boolean }>(
    `select quote_ident(current_database()) as database,
       (select rolsuper from pg_roles where rolname = current_user) as superuser`,
  )
  const { database, superuser } = named.rows[0] ?? { database: '', superuser: false }
  const missing: string[] = []
  for (const demand of DEMANDS) {
    if (await isMet(client, demand)) continue
    const statements = demand.statements(database)
    if (superuser) await client.query(statements.join(';'))
    if (!(await isMet(client, demand))) missing.push(...statements)
  }
  if (missing.length > 0) {
    throw new MigrationError(
      `The role of DATABASE_URL can't close what PostgreSQL leaves open to everybody. ` +
        `A superuser must run this once in database ${database}: ${missing.join('; ')};`,
    )
  }
}

async function isMet(client: Client, demand: Demand): Promise<boolean> {
  const { rows } = await client.query<{ met: boolean }>(demand.check)
  return rows[0]?.met === true
}
