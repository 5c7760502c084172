import { readdirSync } from 'node:fs'
import { commandOf, parentOf } from '../../dev/processes/running.ts'
import { processesOf } from '../processes.ts'
import type { Part } from './plan.ts'

const COMMANDS: Readonly<Record<Exclude<Part, 'backend'>, RegExp>> = {
  worker: /worker\/main\.ts/,
  api: /api\/main\.ts/,
  temporal: /server start-dev/,
  postgres: /bin\/postgres -D/,
}

/**
 * Ends a part of the copy as kill -9 does; `draw` chooses among several processes. Gives the process
 * id, or undefined where there is none to be killed just now.
 */
export function killPart(dataDir: string, part: Part, draw: number): number | undefined {
  const pids = part === 'backend' ? listBackends(dataDir) : listPids(dataDir, COMMANDS[part])
  const pid = pids[Math.floor(draw * pids.length)]
  if (pid === undefined) return undefined
  try {
    process.kill(pid, 'SIGKILL')
    return pid
  } catch {
    return undefined // It ended by itself a moment ago.
  }
}

function listPids(dataDir: string, command: RegExp): number[] {
  return processesOf(dataDir)
    .filter((found) => command.test(found.command))
    .map(({ pid }) => pid)
}

/** The processes that serve the worker's and the API's connections. */
function listBackends(dataDir: string): number[] {
  const [postmaster] = listPids(dataDir, COMMANDS.postgres)
  if (postmaster === undefined) return []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && parentOf(pid) === postmaster)
    .filter((pid) => commandOf(pid)?.startsWith('postgres: tidemark_app '))
}
