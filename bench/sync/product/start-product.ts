import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { Client, Connection } from '@temporalio/client'
import { migrate } from '@tidemark/db/migrations'
import { startNodePart } from '../../../dev/launcher/node-part.ts'
import { startPostgres } from '../../../dev/postgres/start.ts'
import { findFreePort } from '../../../dev/processes/free-port.ts'
import { startTemporal } from '../../../dev/temporal/start.ts'

const APP_PASSWORD = 'bench'

/** Our app at Shopify, whose secret webhooks are signed with. */
export const BENCH_APP = { id: 'bench', secret: 'shpss_bench' }
const root = fileURLToPath(new URL('../../..', import.meta.url))
const EMPTY_PROFILE = join(root, 'dev/temporal/empty-profile.toml')

/** A process of the product, for its CPU and memory. */
export interface Part {
  pid: number
  stop: () => Promise<void>
}

/** Tidemark's own parts, as `npm start` and production run them, on throw-away stores. */
export interface Product {
  /** As the server's superuser. */
  ownerUrl: string
  /** What the parts are told, for `readWorkerConfig`. */
  environment: Readonly<Record<string, string>>
  temporal: Client
  pids: { temporal: number; postgres: number }
  /** A worker that polls; `origin` is where it finds Shopify. */
  startWorker: (origin: string) => Promise<Part>
  /** The API without a dashboard, answering at `url`. */
  startApi: () => Promise<Part & { url: string }>
  stop: () => Promise<void>
}

/** Postgres that syncs nothing to disk, and Temporal's dev server in memory: both only for the bench. */
export async function startProduct(): Promise<Product> {
  const folder = mkdtempSync(join(tmpdir(), 'tidemark-bench-'))
  const pidDir = join(folder, 'pids')
  mkdirSync(pidDir)
  const [postgres, server] = await Promise.all([
    startPostgres({ port: 0, ephemeral: true }),
    startTemporal({ dataDir: null, port: 0, uiPort: null }),
  ])
  await migrate({ databaseUrl: postgres.url, appPassword: APP_PASSWORD })
  const appUrl = new URL(postgres.url)
  appUrl.username = 'tidemark_app'
  appUrl.password = APP_PASSWORD
  const connection = await Connection.connect({ address: server.address })
  const environment = {
    PATH: process.env['PATH'] ?? '',
    NODE_ENV: 'development',
    DATABASE_APP_URL: appUrl.href,
    TEMPORAL_ADDRESS: server.address,
    TEMPORAL_NAMESPACE: 'default',
    TEMPORAL_CONFIG_FILE: EMPTY_PROFILE,
    TIDEMARK_KEYS: `k1:${randomBytes(32).toString('base64')}`,
    TIDEMARK_DATA: folder,
    SHOPIFY_CLIENT_ID: BENCH_APP.id,
    SHOPIFY_CLIENT_SECRET: BENCH_APP.secret,
  }
  const parts = new Set<Part>()
  const addPart = async <P extends Part>(starting: Promise<P>): Promise<P> => {
    const part = await starting
    parts.add(part)
    return part
  }
  const startPart = (name: string, env: Record<string, string>, readyUrl?: string) =>
    startNodePart({
      name,
      main: join(root, name, 'main.ts'),
      env: { ...environment, ...env },
      logFile: join(folder, `${name}.log`),
      pidDir,
      ...(readyUrl === undefined ? {} : { readyUrl }),
    })
  return {
    ownerUrl: postgres.url,
    environment,
    temporal: new Client({ connection, namespace: 'default' }),
    pids: { temporal: server.pid, postgres: postgres.pid },
    async startWorker(origin) {
      const log = join(folder, 'worker.log')
      const before = countReady(log)
      const part = await addPart(startPart('worker', { SHOPIFY_ORIGIN: origin }))
      for (let tries = 0; countReady(log) === before; tries += 1) {
        if (tries > 1_200) throw new Error(`The worker did not get ready: ${read(log)}`)
        await sleep(50)
      }
      return part
    },
    async startApi() {
      const port = await findFreePort()
      const url = `http://127.0.0.1:${port}`
      const health = `${url}/api/health`
      return { ...(await addPart(startPart('api', { PORT: String(port) }, health))), url }
    },
    async stop() {
      await Promise.allSettled([...parts].map((part) => part.stop()))
      await connection.close()
      await Promise.allSettled([server.stop(), postgres.stop()])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

const countReady = (log: string): number => read(log).split('"msg":"ready"').length

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
