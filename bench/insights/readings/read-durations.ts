import { closeSync, fstatSync, openSync, readSync, statSync } from 'node:fs'

/** What one transaction took in Postgres, ms: parsing, planning and executing its statements. */
export interface Duration {
  /** From `begin` to `commit`. */
  all: number
  /** The insights' statements alone, without entering the tenant. */
  statements: number
}

const LINE =
  /^(?<name>[^|]*)\|(?<pid>\d+)\|LOG: {2}duration: (?<ms>[\d.]+) ms {2}(?<step>parse|bind|execute) [^:]*: (?<text>.*)$/

/** How far the log has come, to be read on from there. */
export function endOfLog(logFile: string): number {
  return statSync(logFile).size
}

/** The transactions that the log tells of behind `from`, by the connections' application name. */
export function readDurations(logFile: string, from: number): Map<string, Duration[]> {
  const found = new Map<string, Duration[]>()
  const open = new Map<string, Duration>()
  for (const line of readBehind(logFile, from).split('\n')) {
    const { name = '', pid = '', ms, step, text = '' } = LINE.exec(line)?.groups ?? {}
    if (ms === undefined) continue
    if (step === 'parse' && /^(begin|start transaction)/.test(text)) {
      open.set(pid, { all: 0, statements: 0 })
    }
    const current = open.get(pid)
    if (current === undefined) continue
    current.all += Number(ms)
    const around = /^(begin|start transaction|commit|select tidemark\.enter_tenant)/.test(text)
    if (!around) current.statements += Number(ms)
    if (step !== 'execute' || !text.startsWith('commit')) continue
    open.delete(pid)
    found.set(name, [...(found.get(name) ?? []), current])
  }
  return found
}

function readBehind(logFile: string, from: number): string {
  const file = openSync(logFile, 'r')
  const bytes = Buffer.alloc(fstatSync(file).size - from)
  readSync(file, bytes, 0, bytes.length, from)
  closeSync(file)
  return bytes.toString()
}
