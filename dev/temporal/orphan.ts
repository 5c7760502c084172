import { readFileSync, rmSync } from 'node:fs'
import { commandOf, endProcess } from '../processes/running.ts'

/** Ends the dev server that a killed start left on this database file, named by its pid file. */
export async function endOrphan(pidFile: string, database: string): Promise<boolean> {
  const pid = readPid(pidFile)
  const command = pid === undefined ? undefined : commandOf(pid)
  const isOurs =
    command !== undefined && command.includes('start-dev') && command.includes(database)
  if (pid !== undefined && isOurs) await endProcess(pid, 'SIGTERM', 8_000)
  rmSync(pidFile, { force: true })
  return isOurs
}

function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
    return Number.isInteger(pid) && pid > 1 ? pid : undefined
  } catch {
    return undefined
  }
}
