import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { readWorkerConfig, type WorkerConfig } from '../config.ts'
import { ShopError } from '../shops/shop-error.ts'

type Environment = Readonly<Record<string, string | undefined>>

const runFileSchema = z.object({
  databaseAppUrl: z.string(),
  temporalAddress: z.string(),
  temporalNamespace: z.string().optional(),
  shopifyOrigin: z.string(),
  keysFile: z.string(),
})

const DEFAULT_DATA = fileURLToPath(new URL('../../.tidemark', import.meta.url))

/**
 * The running copy to work on: what the environment says, and for the rest what `npm start` has
 * written into its data folder (`TIDEMARK_DATA`).
 */
export function findRunningCopy(env: Environment): Readonly<WorkerConfig> {
  const file = join(env['TIDEMARK_DATA'] || DEFAULT_DATA, 'run.json')
  const run = readRunFile(file)
  const found: Environment = run
    ? {
        DATABASE_APP_URL: run.databaseAppUrl,
        TEMPORAL_ADDRESS: run.temporalAddress,
        TEMPORAL_NAMESPACE: run.temporalNamespace ?? 'default',
        SHOPIFY_ORIGIN: run.shopifyOrigin,
        TIDEMARK_KEYS_FILE: run.keysFile,
      }
    : {}
  const set = Object.entries(env).filter(([, value]) => value !== undefined && value !== '')
  try {
    return readWorkerConfig({ ...found, ...Object.fromEntries(set) })
  } catch (error) {
    const reason = error instanceof Error ? error.message : ''
    if (run) throw new ShopError(reason)
    throw new ShopError(
      `No running copy was found (${file} is not there) and the environment names none: ${reason}. ` +
        'Start one with npm start, or set TIDEMARK_DATA.',
    )
  }
}

function readRunFile(file: string): z.infer<typeof runFileSchema> | null {
  const text = readText(file)
  if (text === null) return null
  const parsed = runFileSchema.safeParse(JSON.parse(text))
  if (!parsed.success) throw new ShopError(`${file} was written by another version of Tidemark.`)
  return parsed.data
}

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8').trim()
  } catch {
    return null
  }
}
