import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { commandOf, isAlive } from '../processes/running.ts'

/**
 * Takes the data folder for this process, or says who has it. A lock whose process is gone, or is
 * another program by now, is taken over. Returns what gives it back.
 */
export function lockDataDir(dataDir: string): () => void {
  const file = join(dataDir, 'launcher.pid')
  try {
    writeFileSync(file, `${process.pid}\n`, { flag: 'wx', mode: 0o600 })
  } catch {
    const holder = Number.parseInt(readFileSync(file, 'utf8'), 10)
    if (holder !== process.pid && isLauncher(holder)) {
      throw new Error(
        `Tidemark already runs on ${dataDir} (process ${holder}). Stop it first, or set ` +
          'TIDEMARK_DATA to another folder and the ports to 0 to run a second copy.',
      )
    }
    writeFileSync(file, `${process.pid}\n`, { mode: 0o600 })
  }
  return () => rmSync(file, { force: true })
}

function isLauncher(pid: number): boolean {
  return Number.isInteger(pid) && isAlive(pid) && (commandOf(pid) ?? '').includes('start.ts')
}
