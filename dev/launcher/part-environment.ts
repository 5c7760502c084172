import { fileURLToPath } from 'node:url'
import type { LauncherConfig } from '../config.ts'

/** What the parts that run tell each other, in the variables of every Tidemark process. */
export interface Wiring {
  readonly databaseAppUrl: string
  readonly temporal: {
    readonly address: string
    readonly namespace: string
    readonly uiUrl: string | undefined
  }
  readonly shopifyOrigin: string | undefined
  /** The stand-in's app; undefined: the user's own, if there is one. */
  readonly shopifyApp: ShopifyApp | undefined
  /** What holds the keys that encrypt tokens, where the user's own environment does not. */
  readonly keysFile: string
}

/** The app that shops install, and where it lives. */
export interface ShopifyApp {
  readonly clientId: string
  /** Two, separated by a comma, during rotation. */
  readonly clientSecret: string
  readonly appUrl: string
}

/** Keeps a profile in the user's home, with its key and TLS, from the dev server's clients. */
const EMPTY_PROFILE = fileURLToPath(new URL('../temporal/empty-profile.toml', import.meta.url))

/** Variables that belong to the user's own Temporal and would mislead a client of the dev server. */
const OWN_TEMPORAL = /^TEMPORAL_(?!CLI_PATH)/

/**
 * The environment of the worker and the API: the user's, without the privileged connection, and
 * with what was started filled in.
 */
export function toPartEnvironment(
  { environment, dataDir, temporal, demo }: LauncherConfig,
  wiring: Wiring,
): Record<string, string | undefined> {
  const inherited = Object.entries(environment).filter(
    ([name]) => name !== 'DATABASE_URL' && (temporal !== undefined || !OWN_TEMPORAL.test(name)),
  )
  return {
    ...Object.fromEntries(inherited),
    ...(temporal === undefined ? { TEMPORAL_CONFIG_FILE: EMPTY_PROFILE } : {}),
    // The stand-in speaks plain http, which production refuses.
    ...(demo ? { NODE_ENV: 'development' } : {}),
    DATABASE_APP_URL: wiring.databaseAppUrl,
    TEMPORAL_ADDRESS: wiring.temporal.address,
    TEMPORAL_NAMESPACE: wiring.temporal.namespace,
    TEMPORAL_UI_URL: wiring.temporal.uiUrl,
    SHOPIFY_ORIGIN: wiring.shopifyOrigin,
    ...(wiring.shopifyApp && {
      SHOPIFY_CLIENT_ID: wiring.shopifyApp.clientId,
      SHOPIFY_CLIENT_SECRET: wiring.shopifyApp.clientSecret,
      APP_URL: wiring.shopifyApp.appUrl,
    }),
    ...(environment['TIDEMARK_KEYS'] ? {} : { TIDEMARK_KEYS_FILE: wiring.keysFile }),
    TIDEMARK_DATA: dataDir,
  }
}
