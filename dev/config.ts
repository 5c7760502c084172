import { isAbsolute, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

type Environment = Readonly<Record<string, string | undefined>>

/** The project's folder. */
const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The ports that `npm start` listens on; 0 takes a free one. */
export interface Ports {
  readonly web: number
  readonly postgres: number
  readonly temporal: number
  readonly temporalUi: number
  readonly shopify: number
}

/** The variable that changes each port, and the port when it is not set. */
export const PORT_VARIABLES: Readonly<Record<keyof Ports, readonly [string, number]>> = {
  web: ['PORT', 3000],
  postgres: ['TIDEMARK_POSTGRES_PORT', 54329],
  temporal: ['TIDEMARK_TEMPORAL_PORT', 7233],
  temporalUi: ['TIDEMARK_TEMPORAL_UI_PORT', 8233],
  shopify: ['TIDEMARK_SHOPIFY_PORT', 9400],
}

const POSTGRES = ['postgres:', 'postgresql:']
const HTTP = ['http:', 'https:']

/** What `npm start` is to run, and which parts others run already. */
export interface LauncherConfig {
  readonly root: string
  /** Absolute path of the data folder. */
  readonly dataDir: string
  readonly ports: Ports
  /** Whether the stand-in Shopify and its demo shops are wanted. */
  readonly demo: boolean
  /** A Postgres of the user's own; undefined: the embedded one. */
  readonly databaseUrl: string | undefined
  /** The app role's connection, whose password the role is given; undefined: one is made and kept. */
  readonly databaseAppUrl: string | undefined
  /** A Temporal of the user's own; undefined: the dev server. */
  readonly temporal:
    | { readonly address: string; readonly namespace: string; readonly uiUrl: string | undefined }
    | undefined
  /** Another Shopify than the stand-in, as a template. */
  readonly shopifyOrigin: string | undefined
  /** Keys that encrypt tokens; undefined: one is made and kept in the data folder. */
  readonly keys: string | undefined
  /** A file with such keys. */
  readonly keysFile: string | undefined
  readonly appUrl: string | undefined
  /** Whether npm is our parent, whose end is then ours too. */
  readonly underNpm: boolean
  /** The environment that the parts inherit. */
  readonly environment: Environment
}

/**
 * Reads what the user set, in the environment and behind `npm start --`. Throws a sentence that
 * names the variable, and never its value where that may be a secret.
 */
export function readLauncherConfig(env: Environment, args: readonly string[]): LauncherConfig {
  const unknown = args.find((arg) => arg !== '--no-demo')
  if (unknown !== undefined) {
    throw new Error(`npm start does not know ${unknown}; there is only --no-demo.`)
  }
  const read = (name: string): string | undefined => env[name] || undefined
  const address = read('TEMPORAL_ADDRESS')
  const shopifyOrigin = read('SHOPIFY_ORIGIN')
  readUrl('SHOPIFY_ORIGIN', shopifyOrigin?.replaceAll('{shop}', 'shop'), HTTP)
  return Object.freeze({
    root: ROOT,
    dataDir: readDataDir(env),
    ports: Object.freeze({
      web: readPort(env, 'web'),
      postgres: readPort(env, 'postgres'),
      temporal: readPort(env, 'temporal'),
      temporalUi: readPort(env, 'temporalUi'),
      shopify: readPort(env, 'shopify'),
    }),
    demo: !args.includes('--no-demo') && shopifyOrigin === undefined,
    databaseUrl: readUrl('DATABASE_URL', read('DATABASE_URL'), POSTGRES),
    databaseAppUrl: readUrl('DATABASE_APP_URL', read('DATABASE_APP_URL'), POSTGRES),
    temporal:
      address === undefined
        ? undefined
        : {
            address,
            namespace: read('TEMPORAL_NAMESPACE') ?? 'default',
            uiUrl: readUrl('TEMPORAL_UI_URL', read('TEMPORAL_UI_URL'), HTTP),
          },
    shopifyOrigin,
    keys: read('TIDEMARK_KEYS'),
    keysFile: read('TIDEMARK_KEYS_FILE'),
    appUrl: readUrl('APP_URL', read('APP_URL'), HTTP),
    underNpm: env['npm_lifecycle_event'] === 'start',
    environment: env,
  })
}

/** The data folder: `TIDEMARK_DATA`, or `.tidemark` in the project. */
export function readDataDir(env: Environment): string {
  const set = env['TIDEMARK_DATA'] || '.tidemark'
  return isAbsolute(set) ? resolve(set) : resolve(ROOT, set)
}

/** Where to look for Temporal's program: `TEMPORAL_CLI_PATH`, then the folders of `PATH`. */
export function readTemporalSearch(env: Environment): { path?: string; searchPath: string } {
  const path = env['TEMPORAL_CLI_PATH']
  return { ...(path ? { path } : {}), searchPath: env['PATH'] ?? '' }
}

function readPort(env: Environment, part: keyof Ports): number {
  const [name, standard] = PORT_VARIABLES[part]
  const set = env[name]
  if (set === undefined || set === '') return standard
  const port = Number(set)
  if (!/^\d+$/.test(set) || port > 65_535) {
    throw new Error(`${name} must be a port from 0 (any free one) to 65535, and is ${set}.`)
  }
  return port
}

function readUrl(
  name: string,
  value: string | undefined,
  protocols: readonly string[],
): string | undefined {
  if (value === undefined) return undefined
  if (!URL.canParse(value) || !protocols.includes(new URL(value).protocol)) {
    throw new Error(`${name} is no URL that begins with ${protocols.join('// or ')}//.`)
  }
  return value
}
