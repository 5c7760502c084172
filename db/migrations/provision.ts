import { DatabaseError, type Client } from 'pg'
import { requireSuperuserWork } from './superuser-work.ts'
import { MigrationError } from './migration-error.ts'

/** 17.6 closed a leak of other rows' statistics past row-level security (CVE-2025-8713). */
const OLDEST_SERVER = 170_006

/**
 * What stands around the tables: the server's age, the roles, the schemas, and the rights that
 * Postgres gives to everybody by default. Writes only what isn't so already.
 */
export async function provision(client: Client, appPassword: string | undefined): Promise<void> {
  await requireServer(client)
  await ensureRole(client, 'tidemark_owner', 'nologin')
  // A drain's statement is long, its rows are few: compiling it would take many times what it does.
  await ensureRole(client, 'tidemark_app', 'login', { search_path: 'tidemark', jit: 'off' })
  // Analysts' own logins are its members. A search path is not inherited: theirs is their own.
  await ensureRole(client, 'tidemark_analyst', 'nologin', { search_path: 'analytics' })
  await joinOwner(client)
  if (appPassword !== undefined) {
    await client.query(`alter role tidemark_app password ${client.escapeLiteral(appPassword)}`)
  }
  await ensureSchema(client)
  await requireSuperuserWork(client)
}

async function requireServer(client: Client): Promise<void> {
  const { rows } = await client.query<{ number: number; name: string }>(
    `select current_setting('server_version_num')::int as number,
       current_setting('server_version') as name`,
  )
  const server = rows[0]
  if (server === undefined || server.number < OLDEST_SERVER) {
    throw new MigrationError(`PostgreSQL ${server?.name} is too old: 17.6 or newer is needed.`)
  }
}

async function ensureRole(
  client: Client,
  role: string,
  login: 'login' | 'nologin',
  settings: Readonly<Record<string, string>> = { search_path: 'tidemark' },
): Promise<void> {
  const find = async () =>
    await client.query<{ powerful: boolean; login: boolean; set: string[] }>(
      `select rolsuper or rolbypassrls or rolcreaterole or rolcreatedb as powerful,
         rolcanlogin as login,
         coalesce(rolconfig, '{}') as set
       from pg_roles where rolname = $1`,
      [role],
    )
  let found = (await find()).rows[0]
  if (found === undefined) {
    await createRole(client, role, login)
    found = (await find()).rows[0]
  }
  if (found === undefined || found.powerful) {
    throw new MigrationError(
      `Role ${role} may bypass row-level security or make roles or databases; take that from it first.`,
    )
  }
  if (found.login !== (login === 'login')) await client.query(`alter role ${role} ${login}`)
  for (const [name, value] of Object.entries(settings)) {
    if (found.set.includes(`${name}=${value}`)) continue
    await client.query(`alter role ${role} set ${name} = ${value}`)
  }
}

/** Roles belong to the whole server: whoever migrates another database there may be quicker. */
async function createRole(client: Client, role: string, login: string): Promise<void> {
  await client.query('savepoint before_role')
  try {
    await client.query(`create role ${role} ${login}`)
  } catch (error) {
    const exists = error instanceof DatabaseError && ['42710', '23505'].includes(error.code ?? '')
    if (!exists) throw error
    await client.query('rollback to savepoint before_role')
  }
}

/** Migrations run as the owner, so that everything belongs to it. */
async function joinOwner(client: Client): Promise<void> {
  const { rows } = await client.query<{ member: boolean }>(
    `select pg_has_role(current_user, 'tidemark_owner', 'SET') as member`,
  )
  if (rows[0]?.member === true) return
  await client.query('grant tidemark_owner to current_user with inherit true, set true')
}

async function ensureSchema(client: Client): Promise<void> {
  await client.query(`
    create schema if not exists tidemark authorization tidemark_owner;
    grant usage on schema tidemark to tidemark_app;
    create schema if not exists analytics authorization tidemark_owner;
    grant usage on schema analytics to tidemark_analyst;
    alter default privileges for role tidemark_owner revoke execute on functions from public;
  `)
}
