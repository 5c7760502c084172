import type { ConnectionOptions } from '@temporalio/client'
import { loadClientConnectConfig } from '@temporalio/envconfig'
import { type Keyring, loadKeyring } from '@tidemark/db/secrets'
import {
  DEFAULT_ORIGIN,
  readShopifyApp,
  type ShopifyApp,
  validateOrigin,
} from '@tidemark/worker/contract'
import { z } from 'zod'

/** What the API needs to know from outside, frozen. */
export interface ApiConfig {
  host: string
  port: number
  /** Connection as the role that cannot bypass row-level security. */
  databaseUrl: string
  poolSize: number
  temporal: { connection: ConnectionOptions; namespace: string }
  /** Base of Temporal's UI without a slash at its end; without it runs carry no link. */
  temporalUiUrl: string | undefined
  /** Path of adapter-node's handler.js; without it this is an API only. */
  dashboardHandler: string | undefined
  /** The public origin, as the browser knows it. */
  appUrl: string | undefined
  /** Whose X-Forwarded-* are believed: nobody's, everybody's, or these addresses'. */
  trustProxy: boolean | string[]
  logLevel: string
  /** `SHOPIFY_ORIGIN`: where a shop's consent page is. */
  shopifyOrigin: string
  /** Our app at Shopify; undefined: shops come in by credentials of their own only. */
  shopifyApp: ShopifyApp | undefined
  /** Encrypts credentials on their way to the worker; undefined: none are taken. */
  keyring: Keyring | undefined
  /** What makes the first account; undefined: the API makes a code and logs it. */
  setupCode: string | undefined
}

const httpUrl = z.url({ protocol: /^https?$/ })

const Environment = z.object({
  HOST: z.string().default('127.0.0.1'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  TIDEMARK_API_POOL_SIZE: z.coerce.number().int().min(1).max(500).default(10),
  TEMPORAL_UI_URL: httpUrl.transform((text) => text.replace(/\/+$/, '')).optional(),
  TIDEMARK_DASHBOARD: z.string().optional(),
  APP_URL: httpUrl.transform((text) => new URL(text).origin).optional(),
  TIDEMARK_TRUST_PROXY: z.string().optional(),
  SHOPIFY_ORIGIN: z.string().default(DEFAULT_ORIGIN),
  SHOPIFY_CLIENT_ID: z.string().optional(),
  SHOPIFY_CLIENT_SECRET: z.string().optional(),
  TIDEMARK_KEYS: z.string().optional(),
  TIDEMARK_KEYS_FILE: z.string().optional(),
  TIDEMARK_SETUP_CODE: z.string().min(10).optional(),
  NODE_ENV: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** Reads the environment once. Throws a sentence that names the variable and never its value. */
export function readApiConfig(env: Record<string, string | undefined>): Readonly<ApiConfig> {
  const set = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
  const parsed = Environment.safeParse(set)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`${String(issue?.path[0])} is missing or wrong: ${issue?.message}`)
  }
  const read = parsed.data
  return Object.freeze({
    host: read.HOST,
    port: read.PORT,
    databaseUrl: read.DATABASE_APP_URL,
    poolSize: read.TIDEMARK_API_POOL_SIZE,
    temporal: readTemporal(set),
    temporalUiUrl: read.TEMPORAL_UI_URL,
    dashboardHandler: read.TIDEMARK_DASHBOARD,
    appUrl: read.APP_URL,
    trustProxy: readTrustProxy(read.TIDEMARK_TRUST_PROXY),
    logLevel: read.LOG_LEVEL,
    shopifyOrigin: validateOrigin(read.SHOPIFY_ORIGIN, read.NODE_ENV === 'production'),
    shopifyApp: readShopifyApp(read),
    keyring: read.TIDEMARK_KEYS || read.TIDEMARK_KEYS_FILE ? loadKeyring(read) : undefined,
    setupCode: read.TIDEMARK_SETUP_CODE,
  })
}

/** TEMPORAL_* as every Temporal tool reads them, the profile file included. */
function readTemporal(env: Record<string, string>): ApiConfig['temporal'] {
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: env })
  return { connection: connectionOptions, namespace: namespace ?? 'default' }
}

/** `true`, or addresses and ranges separated by commas; loopback is then always one of them,
 * because the dashboard's own server-side requests come from there. */
function readTrustProxy(text: string | undefined): boolean | string[] {
  if (text === undefined || text === 'false') return false
  if (text === 'true') return true
  return ['loopback', ...text.split(',').map((address) => address.trim())]
}
