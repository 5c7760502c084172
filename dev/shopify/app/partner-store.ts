import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { secret } from '../world/index.ts'
import type { World } from '../world/model.ts'
import { COMPLIANCE_TOPICS } from './compliance-topics.ts'
import type { App, Installation, Partners } from './model.ts'

/** Changes whenever an older file could not be read any more. */
const FILE_VERSION = 3

/** The partner's side of the stand-in, and the file that keeps it. */
export interface PartnerStore {
  readonly partners: Partners
  /** Writes the current state down; call it after every change, before the change is answered. */
  save: () => void
}

/**
 * Opens the partner's side of a world: the app with its credentials, and who has installed it. At
 * first it is installed where a shop was made with a token of it.
 * @param dataDir null keeps it in memory
 * @param appUrl where the app lives; undefined: as it was kept, at first nowhere
 */
export function openPartnerStore(
  world: World,
  dataDir: string | null,
  appUrl: string | undefined,
): PartnerStore {
  const file = dataDir === null ? null : join(dataDir, 'partners.json')
  const made = `${FILE_VERSION} ${world.seed} ${world.anchor}`
  const partners = readKept(file, made) ?? createPartners(world)
  const save = () => {
    if (file !== null) write(file, { made, partners })
  }
  if (dataDir !== null) mkdirSync(dataDir, { recursive: true })
  if (appUrl !== undefined) moveApp(partners.app, appUrl)
  save()
  return { partners, save }
}

/** Moves the app to another address, with the routes that Tidemark has there. */
export function moveApp(app: App, appUrl: string): void {
  const base = appUrl.replace(/\/$/, '')
  app.appUrl = base
  app.redirectUrls = [`${base}/api/shopify/callback`]
  app.webhooks.uri = `${base}/api/shopify/webhooks`
}

function createPartners(world: World): Partners {
  return {
    app: {
      name: 'Tidemark',
      clientId: world.appClientId,
      clientSecrets: [`shpss_${secret(world.seed, 'partners', 'client secret', 32)}`],
      revokedSecrets: [],
      appUrl: null,
      redirectUrls: [],
      webhooks: { uri: null, topics: [...COMPLIANCE_TOPICS] },
    },
    installations: Object.fromEntries(
      Array.from(world.shops.values())
        .filter(({ accessTokens }) => accessTokens.size > 0)
        .map(({ shop }): [string, Installation] => [
          shop.domain,
          {
            installedAt: shop.createdAt,
            scopes: [...shop.appScopes],
            tokens: [],
            refreshTokens: [],
            refreshes: 0,
          },
        ]),
    ),
    lifetimes: {},
    subscriptions: {},
    dataAccess: {},
    troubles: {},
    redactions: {},
    issued: 0,
  }
}

interface PartnerFile {
  /** The version, and the world's seed and anchor: another world has other shops. */
  made: string
  partners: Partners
}

function readKept(file: string | null, made: string): Partners | null {
  if (file === null || !existsSync(file)) return null
  const kept = JSON.parse(readFileSync(file, 'utf8')) as PartnerFile
  return kept.made === made ? kept.partners : null
}

/** Written aside and renamed, so that a crash leaves the old file or the new one. */
function write(file: string, content: PartnerFile): void {
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 })
  renameSync(`${file}.new`, file)
}
