import { existsSync, readFileSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf, endProcess } from '../processes/running.ts'

/** The names of our files in Temporal's data folder. */
export const DATABASE_FILE = 'temporal.sqlite'
export const PID_FILE = 'temporal.pid'

/**
 * Ends the dev server that a killed start left on this data folder, named by its pid file. Only
 * call it while the data folder is ours to use.
 */
export async function endLeftoverTemporal(folder: string): Promise<void> {
  if (!existsSync(folder)) return
  const dataDir = realpathSync(folder)
  const pidFile = join(dataDir, PID_FILE)
  const pid = readPid(pidFile)
  const command = pid === undefined ? undefined : commandOf(pid)
  const isOurs =
    command !== undefined &&
    command.includes('start-dev') &&
    command.includes(join(dataDir, DATABASE_FILE))
  if (pid !== undefined && isOurs) await endProcess(pid, 'SIGTERM', 8_000)
  rmSync(pidFile, { force: true })
}

function readPid(pidFile: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(pidFile, 'utf8'), 10)
    return Number.isInteger(pid) && pid > 1 ? pid : undefined
  } catch {
    return undefined
  }
}
