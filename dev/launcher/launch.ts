import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { LauncherConfig } from '../config.ts'
import { endLeftoverPostgres } from '../postgres/index.ts'
import { endLeftoverTemporal } from '../temporal/index.ts'
import { parentOf } from '../processes/running.ts'
import { createLayers } from './layers.ts'
import { lockDataDir } from './lock.ts'
import { endLeftoverParts } from './node-part.ts'
import type { Output } from './output.ts'
import { removeRunFile } from './run-file.ts'
import { start } from './start-parts.ts'

/** How often to look whether npm is still there. */
const PARENT_EVERY_MS = 1_000

/**
 * Runs everything until `signal` is aborted, then ends it in the opposite order. Throws when a part
 * cannot be started; what was started by then is ended. `pids` always holds the parts that run.
 */
export async function launch(
  config: LauncherConfig,
  output: Output,
  signal: AbortSignal,
  pids: Map<string, number>,
): Promise<void> {
  const { dataDir } = config
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const unlock = lockDataDir(dataDir)
  const layers = createLayers()
  try {
    removeRunFile(dataDir)
    await endLeftovers(dataDir)
    await start({ config, output, signal, pids, layers })
    await untilEnded(signal, config.underNpm)
  } catch (error) {
    if (!signal.aborted) throw error
  } finally {
    removeRunFile(dataDir)
    if (pids.size > 0) output.say('Stopping …')
    await layers.stop()
    unlock()
  }
}

/** What a killed start of the same data folder left running; we hold its lock, so nobody needs it. */
async function endLeftovers(dataDir: string): Promise<void> {
  await endLeftoverParts(join(dataDir, 'pids'))
  await Promise.all([
    endLeftoverPostgres(join(dataDir, 'postgres')),
    endLeftoverTemporal(join(dataDir, 'temporal')),
  ])
}

/**
 * npm runs us in a shell and hands signals to that one only, or is killed without handing on
 * anything: then another process becomes the parent of one of the two.
 */
async function untilEnded(signal: AbortSignal, underNpm: boolean): Promise<void> {
  const ancestors = listAncestors()
  while (!signal.aborted) {
    if (underNpm && listAncestors() !== ancestors) return
    await wait(PARENT_EVERY_MS, undefined, { signal }).catch(() => undefined)
  }
}

function listAncestors(): string {
  return `${process.ppid} ${parentOf(process.ppid)}`
}
