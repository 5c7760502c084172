import { createHash, randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { inject } from 'vitest'
import { createDb, type Db } from '../connection/db.ts'
import { migrations } from '../migrations/list.ts'
import { migrate } from '../migrations/migrate.ts'
import { requireSuperuserWork } from '../migrations/superuser-work.ts'

/** Held while the template is made, so that of all test files only the first one makes it. */
const TEMPLATE_LOCK = 7_241_002
/** The test server is thrown away with everything in it. */
const APP_PASSWORD = 'tidemark-test'

export interface TestDatabase {
  /** As the application: role `tidemark_app`. */
  db: Db
  appUrl: string
  /** As the server's superuser. */
  ownerUrl: string
  /** Ends `db` and deletes the database. */
  drop: () => Promise<void>
}

/** A migrated database of its own, cloned from a template on the tests' server. */
export async function createTestDatabase(
  serverUrl: string = inject('postgresUrl'),
): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  await withClient(serverUrl, async (server) => {
    const template = await ensureTemplate(server, serverUrl)
    await server.query(`create database ${name} template ${template}`)
  })
  const ownerUrl = urlOf(serverUrl, { database: name })
  // Rights on the database itself are not cloned.
  await withClient(ownerUrl, requireSuperuserWork)
  const appUrl = urlOf(ownerUrl, { user: 'tidemark_app', password: APP_PASSWORD })
  const db = createDb({ url: appUrl, poolSize: 5 })
  return {
    db,
    appUrl,
    ownerUrl,
    drop: async () => {
      await db.destroy()
      await withClient(serverUrl, async (server) => {
        await server.query(`drop database if exists ${name} with (force)`)
      })
    },
  }
}

async function ensureTemplate(server: Client, serverUrl: string): Promise<string> {
  const content = migrations.map((migration) => migration.checksum).join()
  const template = `tidemark_${createHash('sha256').update(content).digest('hex').slice(0, 12)}`
  await server.query('select pg_advisory_lock($1)', [TEMPLATE_LOCK])
  const { rowCount } = await server.query('select from pg_database where datname = $1', [template])
  if (rowCount === 0) {
    // Under another name until it is whole: a run that was killed leaves no half template.
    const unfinished = `${template}_unfinished`
    await server.query(`drop database if exists ${unfinished} with (force)`)
    await server.query(`create database ${unfinished}`)
    const databaseUrl = urlOf(serverUrl, { database: unfinished })
    await migrate({ databaseUrl, appPassword: APP_PASSWORD })
    await server.query(`alter database ${unfinished} rename to ${template}`)
  }
  await server.query('select pg_advisory_unlock($1)', [TEMPLATE_LOCK])
  return template
}

async function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}

function urlOf(
  base: string,
  change: { database?: string; user?: string; password?: string },
): string {
  const url = new URL(base)
  if (change.database !== undefined) url.pathname = `/${change.database}`
  if (change.user !== undefined) url.username = change.user
  if (change.password !== undefined) url.password = change.password
  return url.href
}
