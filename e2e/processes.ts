import { readdirSync, readFileSync } from 'node:fs'

export interface FoundProcess {
  pid: number
  command: string
}

function read(path: string): string {
  try {
    return readFileSync(path, 'utf8').replaceAll('\0', ' ')
  } catch {
    return '' // it ended while we looked
  }
}

/** Every process of one copy of Tidemark: those whose environment or command line names its data folder. */
export function processesOf(dataDir: string): FoundProcess[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .map((name) => ({
      pid: Number(name),
      command: read(`/proc/${name}/cmdline`),
      environment: read(`/proc/${name}/environ`),
    }))
    .filter((p) => p.command.includes(dataDir) || p.environment.includes(dataDir))
    .map(({ pid, command }) => ({ pid, command }))
}

/** The worker's process in a running copy, if it is up. */
export function workerOf(dataDir: string): FoundProcess | undefined {
  return processesOf(dataDir).find((p) => p.command.includes('worker/main.ts'))
}
