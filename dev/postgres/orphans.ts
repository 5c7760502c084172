import { existsSync, readFileSync, readdirSync, readlinkSync, realpathSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf, endProcess, isAlive } from '../processes/running.ts'

/**
 * Ends what a killed start left of the Postgres of this data folder, its postmaster or the
 * backends that outlived it, and removes the pid file of a postmaster that is gone. Only call it
 * while the data folder is ours to use.
 */
export async function endOrphans(pgdata: string): Promise<number> {
  const postmaster = readPidFile(pgdata)
  const leftovers = new Set(listByFolder(pgdata))
  if (postmaster !== undefined && isPostmasterOf(postmaster, pgdata)) leftovers.add(postmaster)
  // The postmaster first: it ends its backends in good order.
  if (postmaster !== undefined && leftovers.has(postmaster)) {
    await endProcess(postmaster, 'SIGINT', 5_000)
  }
  await Promise.all(
    [...leftovers].filter(isAlive).map(async (pid) => await endProcess(pid, 'SIGQUIT', 3_000)),
  )
  rmSync(join(pgdata, 'postmaster.pid'), { force: true })
  return leftovers.size
}

/** The same for a data folder as `startPostgres` knows it, which need not exist. */
export async function endLeftoverPostgres(dataDir: string): Promise<void> {
  if (existsSync(dataDir)) await endOrphans(join(realpathSync(dataDir), 'pgdata'))
}

/** The process id in a data folder's pid file. */
function readPidFile(pgdata: string): number | undefined {
  try {
    const pid = Number.parseInt(readFileSync(join(pgdata, 'postmaster.pid'), 'utf8'), 10)
    return Number.isInteger(pid) && pid > 1 ? pid : undefined
  } catch {
    return undefined
  }
}

/** A pid may have been given to another program since, after a reboot for instance. */
function isPostmasterOf(pid: number, pgdata: string): boolean {
  if (!isAlive(pid)) return false
  const command = commandOf(pid)
  return command !== undefined && command.includes('postgres') && command.includes(pgdata)
}

/** Every process of a Postgres works in its data folder; Linux tells, elsewhere the list is empty. */
function listByFolder(pgdata: string): number[] {
  if (process.platform !== 'linux') return []
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid) && pid !== process.pid)
    .filter((pid) => {
      try {
        return (
          readlinkSync(`/proc/${pid}/cwd`) === pgdata &&
          readFileSync(`/proc/${pid}/comm`, 'utf8').trim() === 'postgres'
        )
      } catch {
        return false
      }
    })
}
