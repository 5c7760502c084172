import { spawn } from 'node:child_process'
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as wait } from 'node:timers/promises'
import { commandOf, endProcess } from '../processes/running.ts'
import { lastLines } from './logs.ts'
import type { Running } from './supervise.ts'

const PRELOAD = fileURLToPath(new URL('./end-with-launcher.ts', import.meta.url))
/** A part that is asked to end has this long to finish what it does. */
const GRACE_MS = 8_000

export interface NodePart {
  readonly name: string
  /** Its main file, absolute. */
  readonly main: string
  /** Options of Node itself. */
  readonly nodeOptions?: readonly string[]
  readonly env: Readonly<Record<string, string | undefined>>
  readonly logFile: string
  /** The folder that keeps the pid file. */
  readonly pidDir: string
  /** A URL that answers when it serves; without one it counts as started at once. */
  readonly readyUrl?: string
}

/** Starts one of our own programs under this Node, and waits until it serves. */
export async function startNodePart(part: NodePart): Promise<Running> {
  const log = openSync(part.logFile, 'a', 0o600)
  // Detached: Ctrl-C reaches the whole foreground group, and the order of ending is the launcher's.
  const child = spawn(
    process.execPath,
    [...(part.nodeOptions ?? []), '--import', PRELOAD, part.main],
    {
      env: part.env,
      detached: true,
      stdio: ['ignore', log, log, 'ipc'],
    },
  )
  closeSync(log)
  const exited = new Promise<void>((done) => {
    child.once('exit', () => done())
    child.once('error', () => done())
  })
  const pid = child.pid
  const pidFile = join(part.pidDir, `${part.name}.pid`)
  if (pid !== undefined) writeFileSync(pidFile, `${pid}\n${part.main}\n`, { mode: 0o600 })
  const ready = part.readyUrl === undefined || (await answers(part.readyUrl, exited))
  if (pid === undefined || !ready) {
    rmSync(pidFile, { force: true })
    throw new Error(
      `${part.name} did not start. Its log: ${part.logFile}\n${lastLines(part.logFile, 8)}`,
    )
  }
  return {
    pid,
    exited,
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null) {
        child.kill('SIGTERM')
        const forced = setTimeout(() => child.kill('SIGKILL'), GRACE_MS)
        await exited
        clearTimeout(forced)
      }
      rmSync(pidFile, { force: true })
    },
  }
}

/** Ends the programs that a killed launcher left behind, and that have not noticed yet. */
export async function endLeftoverParts(pidDir: string): Promise<void> {
  mkdirSync(pidDir, { recursive: true, mode: 0o700 })
  const leftovers = readdirSync(pidDir).map((name) => {
    const [pid = '', main = ''] = readFileSync(join(pidDir, name), 'utf8').split('\n')
    rmSync(join(pidDir, name), { force: true })
    return { pid: Number.parseInt(pid, 10), main }
  })
  await Promise.all(
    leftovers
      .filter(({ pid, main }) => pid > 1 && main !== '' && commandOf(pid)?.includes(main))
      .map(async ({ pid }) => await endProcess(pid, 'SIGTERM', 2_000)),
  )
}

/** Waits until the URL answers with anything but a server's error; false when the part ended. */
async function answers(url: string, exited: Promise<void>): Promise<boolean> {
  const ended = new AbortController()
  void exited.then(() => ended.abort())
  while (!ended.signal.aborted) {
    try {
      const response = await fetch(url, { signal: AbortSignal.timeout(2_000) })
      await response.body?.cancel()
      if (response.status < 500) return true
    } catch {
      // Not listening yet.
    }
    await wait(50)
  }
  return false
}
