import type { NativeConnectionOptions } from '@temporalio/worker'
import { loadClientConnectConfig } from '@temporalio/envconfig'
import { type Keyring, loadKeyring } from '@tidemark/db/secrets'
import { z } from 'zod'
import { readShopifyApp, type ShopifyApp } from './shopify/app.ts'
import { DEFAULT_ORIGIN, validateOrigin } from './shopify/origin.ts'
import { toWebhookAddress, type WebhookAddress } from './shopify/webhook-address.ts'

/** What the worker and the shop command need to know from outside, frozen. */
export type WorkerConfig = {
  /** Connection as the role that cannot bypass row-level security. */
  databaseUrl: string
  poolSize: number
  temporal: { connection: NativeConnectionOptions; namespace: string }
  /** `SHOPIFY_ORIGIN`: where a shop's Admin API is, see `shopify/origin.ts`. */
  shopifyOrigin: string
  /** Encrypts and decrypts the shops' tokens. */
  keyring: Keyring
  /** Where `keyring` was read from; undefined: from the environment itself. */
  keysFile: string | undefined
  /** Our app at Shopify, which installs come through; undefined where there is none. */
  shopifyApp: ShopifyApp | undefined
  /** Where Shopify is asked to send webhooks to. */
  webhooks: WebhookAddress
  /**
   * Chunks of pulls at a time, each holding one page of rows in memory. A shop has one run, and a
   * run pulls products, customers and orders at once and all else alone: a shop holds three of these
   * at most, however large it is, and waits for its turn to get each of them.
   */
  concurrentPulls: number
  concurrentAggregations: number
  logLevel: string
}

const environmentSchema = z.object({
  DATABASE_APP_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  // As many as pulls, aggregations and drains beside pulls can be under way, and one more.
  TIDEMARK_WORKER_POOL_SIZE: z.coerce.number().int().min(2).max(500).default(18),
  TIDEMARK_CONCURRENT_PULLS: z.coerce.number().int().min(1).max(200).default(12),
  TIDEMARK_CONCURRENT_AGGREGATIONS: z.coerce.number().int().min(1).max(50).default(3),
  SHOPIFY_ORIGIN: z.string().default(DEFAULT_ORIGIN),
  TIDEMARK_KEYS: z.string().optional(),
  TIDEMARK_KEYS_FILE: z.string().optional(),
  APP_URL: z.url({ protocol: /^https?$/ }).optional(),
  SHOPIFY_CLIENT_ID: z.string().optional(),
  SHOPIFY_CLIENT_SECRET: z.string().optional(),
  NODE_ENV: z.string().optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
})

/** Reads the environment once. Throws a sentence that names the variable and never its value. */
export function readWorkerConfig(
  env: Readonly<Record<string, string | undefined>>,
): Readonly<WorkerConfig> {
  const set = Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1])),
  )
  const parsed = environmentSchema.safeParse(set)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    throw new Error(`${String(issue?.path[0])} is missing or wrong: ${issue?.message}`)
  }
  const read = parsed.data
  const shopifyOrigin = validateOrigin(read.SHOPIFY_ORIGIN, read.NODE_ENV === 'production')
  const appUrl = read.APP_URL && new URL(read.APP_URL).origin
  const { connectionOptions, namespace } = loadClientConnectConfig({ overrideEnvVars: set })
  return Object.freeze({
    databaseUrl: read.DATABASE_APP_URL,
    poolSize: read.TIDEMARK_WORKER_POOL_SIZE,
    temporal: { connection: connectionOptions, namespace: namespace ?? 'default' },
    shopifyOrigin,
    keyring: loadKeyring(read),
    keysFile: read.TIDEMARK_KEYS ? undefined : read.TIDEMARK_KEYS_FILE,
    shopifyApp: readShopifyApp(read),
    webhooks: toWebhookAddress(appUrl, shopifyOrigin),
    concurrentPulls: read.TIDEMARK_CONCURRENT_PULLS,
    concurrentAggregations: read.TIDEMARK_CONCURRENT_AGGREGATIONS,
    logLevel: read.LOG_LEVEL,
  })
}
