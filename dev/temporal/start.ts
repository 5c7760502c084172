import { spawn } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  openSync,
  readFileSync,
  realpathSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join, resolve } from 'node:path'
import { readTemporalSearch } from '../config.ts'
import { dieWithParent } from '../processes/die-with-parent.ts'
import { findFreePort } from '../processes/free-port.ts'
import { DATABASE_FILE, endLeftoverTemporal, PID_FILE } from './orphan.ts'
import { findTemporalCli } from './find-cli.ts'
import { waitUntilReady } from './ready.ts'

export interface TemporalOptions {
  /** Where the database file lives; null keeps everything in memory. */
  readonly dataDir: string | null
  /** The loopback port of the service; 0 takes a free one. */
  readonly port: number
  /** The loopback port of the UI; 0 takes a free one, null runs without a UI. */
  readonly uiPort: number | null
  /** The CLI program; left out: looked for. */
  readonly cli?: string
  /** The file that the server's log is added to; left out: `temporal.log` beside the data, or none. */
  readonly logFile?: string
  /** Further settings of the server, `key=value`. */
  readonly dynamicConfig?: readonly string[]
}

/** A running Temporal dev server, namespace `default`. */
export interface Temporal {
  /** `host:port` of the service. */
  readonly address: string
  /** Base URL of the UI; empty without one. */
  readonly uiUrl: string
  readonly pid: number
  /** Resolves when the server ended, whatever the reason. */
  readonly exited: Promise<void>
  readonly stop: () => Promise<void>
}

/** Keyword search attributes that our workflows set. */
export const SEARCH_ATTRIBUTES = ['TenantId', 'SyncTrigger', 'SyncOutcome']

/**
 * Without the first two the server ignores the fairness keys that keep one shop from starving the
 * others. Left alone it also cuts a queue into four partitions, each with an order of its own, so
 * that Sync Now is first in one of four only. Written to one partition, a queue has one order, for
 * which a server has ample room; four are read still, for what an earlier setting left in them.
 */
const DYNAMIC_CONFIG = [
  'matching.enableFairness=true',
  'matching.useNewMatcher=true',
  'matching.numTaskqueueWritePartitions=1',
]

/** The server takes more ports inside, from those that outgoing connections get too: one may be lost. */
const TRIES = 3

/**
 * Starts Temporal's dev server on loopback, with our search attributes, and waits until it serves.
 * An orphan of a killed start on the same data folder is ended first.
 */
export async function startTemporal(options: TemporalOptions): Promise<Temporal> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await startOnce(options)
    } catch (error) {
      if (tries === TRIES) throw error
    }
  }
}

async function startOnce(options: TemporalOptions): Promise<Temporal> {
  const cli = options.cli ?? (await findTemporalCli(readTemporalSearch(process.env))).path
  const dataDir = options.dataDir === null ? undefined : makeDataDir(options.dataDir)
  const database = dataDir === undefined ? undefined : join(dataDir, DATABASE_FILE)
  const pidFile = dataDir === undefined ? undefined : join(dataDir, PID_FILE)
  if (dataDir !== undefined) await endLeftoverTemporal(dataDir)

  const port = options.port === 0 ? await findFreePort() : options.port
  const uiPort = options.uiPort === 0 ? await findFreePort() : options.uiPort
  const logFile =
    options.logFile ?? (dataDir === undefined ? undefined : join(dataDir, 'temporal.log'))
  const [command, ...args] = [
    ...dieWithParent('TERM'),
    cli,
    'server',
    'start-dev',
    '--ip=127.0.0.1',
    `--port=${port}`,
    `--http-port=${await findFreePort()}`,
    `--metrics-port=${await findFreePort()}`,
    ...(uiPort === null ? ['--headless'] : ['--ui-ip=127.0.0.1', `--ui-port=${uiPort}`]),
    ...(database === undefined ? [] : ['--db-filename', database]),
    ...SEARCH_ATTRIBUTES.flatMap((name) => ['--search-attribute', `${name}=Keyword`]),
    ...[...DYNAMIC_CONFIG, ...(options.dynamicConfig ?? [])].flatMap((setting) => [
      '--dynamic-config-value',
      setting,
    ]),
    '--log-level=error',
  ]
  const log = logFile === undefined ? 'ignore' : openSync(logFile, 'a', 0o600)
  // Detached: Ctrl-C reaches the whole foreground group, and the order of ending is the launcher's.
  const child = spawn(command, args, { detached: true, stdio: ['ignore', log, log] })
  if (typeof log === 'number') closeSync(log)
  if (pidFile !== undefined && child.pid !== undefined) {
    writeFileSync(pidFile, `${child.pid}\n`, { mode: 0o600 })
  }
  const exited = new Promise<void>((done) => {
    child.once('exit', () => done())
    child.once('error', () => done())
  })
  const address = `127.0.0.1:${port}`
  const ready = await waitUntilReady(address, SEARCH_ATTRIBUTES, exited)
  if (!ready || child.pid === undefined) {
    child.kill('SIGKILL')
    throw new Error(
      `Temporal's dev server did not start.${logFile ? ` Its log: ${logFile}\n${lastLines(logFile)}` : ''}`,
    )
  }
  return {
    address,
    uiUrl: uiPort === null ? '' : `http://127.0.0.1:${uiPort}`,
    pid: child.pid,
    exited,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        // In memory there is nothing to save, so there is nothing to wait for.
        const forced = setTimeout(() => child.kill('SIGKILL'), database === undefined ? 100 : 8_000)
        await exited
        clearTimeout(forced)
      }
      if (pidFile !== undefined) rmSync(pidFile, { force: true })
    },
  }
}

function makeDataDir(dataDir: string): string {
  mkdirSync(resolve(dataDir), { recursive: true, mode: 0o700 })
  return realpathSync(dataDir)
}

function lastLines(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').slice(-5).join('\n')
  } catch {
    return ''
  }
}
