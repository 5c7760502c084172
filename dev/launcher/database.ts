import { join } from 'node:path'
import { migrate } from '@tidemark/db/migrations'
import { Client } from 'pg'
import type { LauncherConfig } from '../config.ts'
import { startPostgres } from '../postgres/index.ts'
import type { Stoppable } from './layers.ts'
import { keepSecret, newSecret } from './secrets.ts'
import { supervise, type Part } from './supervise.ts'

export interface Database extends Stoppable {
  /** The privileged connection. */
  readonly databaseUrl: string
  /** The connection as the app role. */
  readonly databaseAppUrl: string
}

/** The name of our database in the embedded Postgres. */
const NAME = 'tidemark'

/** Brings up the embedded Postgres, or takes the user's own, and migrates it. */
export async function startDatabase(
  config: LauncherConfig,
  port: number,
  watching: Pick<Part, 'logFile' | 'say' | 'onStart'>,
): Promise<Database> {
  if (config.databaseUrl !== undefined) {
    const urls = await prepare(config, config.databaseUrl)
    return { ...urls, stop: async () => undefined }
  }
  let url = ''
  const part = await supervise({
    ...watching,
    name: 'Postgres',
    start: async () => {
      const postgres = await startPostgres({
        dataDir: join(config.dataDir, 'postgres'),
        port,
        logFile: watching.logFile,
      })
      url = postgres.url
      return postgres
    },
  })
  try {
    const databaseUrl = await ensureDatabase(url)
    return { ...(await prepare(config, databaseUrl)), stop: part.stop }
  } catch (error) {
    await part.stop()
    throw error
  }
}

async function prepare(
  config: LauncherConfig,
  databaseUrl: string,
): Promise<Omit<Database, 'stop'>> {
  const databaseAppUrl = config.databaseAppUrl ?? toAppUrl(config, databaseUrl)
  const appPassword = decodeURIComponent(new URL(databaseAppUrl).password)
  await migrate({ databaseUrl, ...(appPassword === '' ? {} : { appPassword }) })
  return { databaseUrl, databaseAppUrl }
}

function toAppUrl({ dataDir }: LauncherConfig, databaseUrl: string): string {
  const url = new URL(databaseUrl)
  url.username = 'tidemark_app'
  url.password = keepSecret(join(dataDir, 'app-password'), newSecret)
  return url.href
}

async function ensureDatabase(url: string): Promise<string> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const found = await client.query('select from pg_database where datname = $1', [NAME])
    if (found.rowCount === 0) await client.query(`create database ${NAME}`)
  } finally {
    await client.end()
  }
  const own = new URL(url)
  own.pathname = `/${NAME}`
  return own.href
}
