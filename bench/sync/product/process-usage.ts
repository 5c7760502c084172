import { readdirSync, readFileSync } from 'node:fs'

/** Linux counts CPU in these, on every machine that we know. */
const TICKS_PER_SECOND = 100

/**
 * CPU seconds, user and system, of a process and of its children: those that have ended and been
 * waited for are in the parent's own figures, those alive (Postgres has one for each connection) are
 * looked for. This process counts without children: here they are parts of their own. Linux only; NaN elsewhere.
 */
export function cpuSecondsOf(pid: number): number {
  try {
    const own = readStat(pid)
    if (pid === process.pid) return own.self / TICKS_PER_SECOND
    const children = readdirSync('/proc')
      .filter((name) => /^\d+$/.test(name))
      .map((name) => tryStat(Number(name)))
      .filter((stat) => stat?.parent === pid)
    const ticks =
      own.self + own.waitedFor + children.reduce((sum, stat) => sum + (stat?.self ?? 0), 0)
    return ticks / TICKS_PER_SECOND
  } catch {
    return Number.NaN
  }
}

/** Memory that a process holds now (`VmRSS`) and held at most (`VmHWM`), MB. Linux only. */
export function memoryOf(pid: number): { nowMB: number; peakMB: number } {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8')
    const read = (name: string): number =>
      Number(new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(status)?.[1]) / 1_024
    return { nowMB: read('VmRSS'), peakMB: read('VmHWM') }
  } catch {
    return { nowMB: Number.NaN, peakMB: Number.NaN }
  }
}

interface Stat {
  parent: number
  /** Ticks of its own, and of children that it has waited for. */
  self: number
  waitedFor: number
}

/** The fields behind the name, which may hold anything. */
function readStat(pid: number): Stat {
  const text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const at = (index: number): number => Number(fields[index])
  return { parent: at(1), self: at(11) + at(12), waitedFor: at(13) + at(14) }
}

function tryStat(pid: number): Stat | undefined {
  try {
    return readStat(pid)
  } catch {
    return undefined
  }
}
