import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'

/** What `npm start` writes to `run.json` (see "Fixed from outside" in the design). */
export interface RunFile {
  url: string
  temporalUi: string
  shopifyOrigin: string
  shopifyControl: string
  temporalAddress: string
  databaseUrl: string
  databaseAppUrl: string
  logins: { email: string; password: string; tenantId: string; shopDomain: string }[]
  agency: { email: string; password: string }
  pids: Record<string, number>
}

/** A running copy of Tidemark in a folder and on ports of its own. */
export interface System {
  dataDir: string
  launcher: ChildProcess
  run: RunFile
  /** Reads `run.json` again: pids change when the launcher restarts a part. */
  reread(): RunFile
  /** Everything that the launcher printed so far. */
  output(): string
  /** Asks the launcher to stop, as Ctrl-C does, and waits until it has ended. */
  stop(): Promise<void>
}

const root = resolve(import.meta.dirname, '..')

export const freePorts = {
  PORT: '0',
  TIDEMARK_POSTGRES_PORT: '0',
  TIDEMARK_TEMPORAL_PORT: '0',
  TIDEMARK_TEMPORAL_UI_PORT: '0',
  TIDEMARK_SHOPIFY_PORT: '0',
}

/**
 * About 14,000 orders in the three demo shops together: enough for every test but those of size; and
 * the same ones whenever the tests run.
 */
const world = {
  TIDEMARK_SHOPIFY_SCALE: '0.2',
  TIDEMARK_SHOPIFY_CALENDAR: '2026-11-22T12:00:00Z',
}

export function newDataDir(): string {
  return mkdtempSync(join(tmpdir(), 'tidemark-e2e-'))
}

export function removeDataDir(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true })
}

/** Starts the launcher as `npm start` does and waits until the API answers (`run.json` is there). */
export async function startSystem(
  dataDir: string,
  options: { args?: string[]; env?: Record<string, string> } = {},
): Promise<System> {
  let printed = ''
  const launcher = spawn(process.execPath, ['dev/start.ts', ...(options.args ?? [])], {
    cwd: root,
    env: { ...process.env, ...freePorts, ...world, TIDEMARK_DATA: dataDir, ...options.env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const keep = (chunk: Buffer): void => {
    printed += chunk.toString()
  }
  launcher.stdout?.on('data', keep)
  launcher.stderr?.on('data', keep)
  const reread = (): RunFile =>
    JSON.parse(readFileSync(join(dataDir, 'run.json'), 'utf8')) as RunFile
  const run = await until('run.json', () => {
    if (launcher.exitCode !== null) throw new Error(`The launcher ended:\n${printed}`)
    try {
      const found = reread()
      // A launcher that was killed has left its own.
      return found.pids['launcher'] === launcher.pid ? found : undefined
    } catch {
      return undefined
    }
  })
  return {
    dataDir,
    launcher,
    run,
    reread,
    output: () => printed,
    stop: async () => {
      if (launcher.exitCode !== null || launcher.signalCode !== null) return
      const ended = once(launcher, 'exit')
      launcher.kill('SIGINT')
      await ended
    },
  }
}

/** Only ends what hangs: a machine may be slow. */
export const PATIENCE_MS = 240_000

/** Asks again and again until `probe` has an answer; fails with what it waited for. */
export async function until<T>(
  what: string,
  probe: () => T | undefined | Promise<T | undefined>,
  limitMs = PATIENCE_MS,
): Promise<T> {
  const deadline = Date.now() + limitMs
  for (;;) {
    const answer = await probe()
    if (answer !== undefined) return answer
    if (Date.now() > deadline) throw new Error(`Waited ${limitMs / 1000} s in vain for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
