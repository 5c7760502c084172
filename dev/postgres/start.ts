import { spawn } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { Client } from 'pg'
import { findFreePort } from '../processes/free-port.ts'
import { findPostgresBinaries } from './binaries.ts'
import { type Cluster, prepareCluster } from './cluster.ts'
import { endOrphans } from './orphans.ts'

export interface PostgresOptions {
  /** Where the data live; left out with `ephemeral`: a temporary folder. */
  readonly dataDir?: string
  /** The loopback port; 0 takes a free one. */
  readonly port: number
  /** For tests: nothing is synced to disk, and the data are removed at the stop. */
  readonly ephemeral?: boolean
  /** The file that Postgres's own log is added to; left out: `postgres.log` beside the data. */
  readonly logFile?: string
  /** How long to keep trying when a crashed predecessor is still dying. */
  readonly patienceMs?: number
}

/** A running embedded Postgres. */
export interface Postgres {
  /** Connection URL of the superuser, database `postgres`. */
  readonly url: string
  readonly port: number
  readonly pid: number
  /** Resolves when the server ended, whatever the reason. */
  readonly exited: Promise<void>
  /** Ends it in good order; with `ephemeral` removes the data too. */
  readonly stop: () => Promise<void>
}

/**
 * Starts PostgreSQL 18 from the npm package on loopback, making the data folder when there is none.
 * What a killed start left behind (pid file, orphaned processes of this data folder) is cleared
 * away. Whoever calls it makes sure that nobody else uses the data folder.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const ephemeral = options.ephemeral ?? false
  const dataDir = openDataDir(options.dataDir, ephemeral)
  const binaries = await findPostgresBinaries()
  const cluster = await prepareCluster(dataDir, binaries)
  const logFile = options.logFile ?? join(dataDir, 'postgres.log')
  const until = performance.now() + (options.patienceMs ?? 20_000)
  for (let pause = 100; ; pause = Math.min(pause * 2, 2_000)) {
    await endOrphans(cluster.pgdata)
    const port = options.port === 0 ? await findFreePort() : options.port
    const started = await tryStart(cluster, binaries.postgres, { port, ephemeral, logFile })
    if (started !== undefined) {
      return ephemeral ? removedAtStop(started, dataDir) : started
    }
    if (performance.now() > until) {
      throw new Error(`Postgres did not start. Its log: ${logFile}\n${lastLines(logFile)}`)
    }
    await wait(pause)
  }
}

function openDataDir(dataDir: string | undefined, ephemeral: boolean): string {
  if (dataDir !== undefined) return resolve(dataDir)
  if (ephemeral) return realpathSync(mkdtempSync(join(tmpdir(), 'tidemark-postgres-')))
  throw new Error('A Postgres that keeps its data needs a data folder.')
}

async function tryStart(
  { pgdata, password, runAs }: Cluster,
  program: string,
  { port, ephemeral, logFile }: { port: number; ephemeral: boolean; logFile: string },
): Promise<Postgres | undefined> {
  const settings = {
    port: String(port),
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    max_connections: '200',
    timezone: 'UTC',
    log_timezone: 'UTC',
    ...(ephemeral ? { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' } : {}),
  }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const [command, ...args] = [...runAs.prefix, program, '-D', pgdata, ...flags]
  const log = openSync(logFile, 'a', 0o600)
  // Detached: Ctrl-C reaches the whole foreground group, and the order of ending is the launcher's.
  const child = spawn(command ?? program, args, {
    ...runAs.identity,
    env: { ...process.env, LC_ALL: 'C', TZ: 'UTC' },
    detached: true,
    stdio: ['ignore', log, log],
  })
  closeSync(log)
  const url = `postgres://postgres:${password}@127.0.0.1:${port}/postgres`
  const exited = new Promise<void>((done) => {
    child.once('exit', () => done())
    child.once('error', () => done())
  })
  if (!(await isReady(exited, url)) || child.pid === undefined) return undefined
  return {
    url,
    port,
    pid: child.pid,
    exited,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill(ephemeral ? 'SIGQUIT' : 'SIGINT')
        const forced = setTimeout(() => child.kill('SIGQUIT'), 10_000)
        await exited
        clearTimeout(forced)
      }
    },
  }
}

/** Waits until it answers; false when it ended instead. */
async function isReady(exited: Promise<void>, url: string): Promise<boolean> {
  const ended = new AbortController()
  void exited.then(() => ended.abort())
  while (!ended.signal.aborted) {
    const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return true
    } catch {
      await wait(25)
    } finally {
      await client.end().catch(() => undefined)
    }
  }
  return false
}

function removedAtStop(postgres: Postgres, dataDir: string): Postgres {
  return {
    ...postgres,
    stop: async () => {
      await postgres.stop()
      rmSync(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
    },
  }
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n')
  } catch {
    return ''
  }
}
