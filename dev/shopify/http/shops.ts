import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AuthorizationCodes } from '../app/authorization-codes.ts'
import type { PartnerStore } from '../app/partner-store.ts'
import { BulkOperations } from '../bulk/operations.ts'
import { Outbox } from '../webhooks/outbox.ts'
import { Subscriptions } from '../webhooks/subscriptions.ts'
import { tellBulkEnd } from '../webhooks/tell-app.ts'
import { findShop, now } from '../world/index.ts'
import type { ShopState, World } from '../world/model.ts'
import { Bucket } from '../graphql/cost/bucket.ts'
import type { Consent } from './control-app.ts'
import { drawBulkMischief, drawBulkRefusal } from './bulk-faults.ts'
import { Faults } from './faults.ts'
import { BadRequestError } from './request.ts'
import { drawInterference } from './webhook-faults.ts'

/** What the server itself remembers, beside the world. */
export interface ServerState {
  world: World
  faults: Faults
  buckets: Map<string, Bucket>
  /** GraphQL requests served since the start, by shop. */
  requests: Map<string, number>
  bulk: BulkOperations
  /** The partner's side: the app, and who has installed it. */
  store: PartnerStore
  outbox: Outbox
  subscriptions: Subscriptions
  codes: AuthorizationCodes
  /** By shop domain, where a merchant does not simply agree. */
  consents: Map<string, Consent>
}

/**
 * A server's memory, empty.
 * @param dataDir where the results of bulk operations are kept; null: among the temporary files
 */
export function createServerState(
  world: World,
  store: PartnerStore,
  dataDir: string | null,
): ServerState {
  const faults = new Faults()
  const outbox = new Outbox({
    world,
    store,
    interfere: (shop, topic, sequence) =>
      drawInterference(faults, world.seed, { shop, topic, sequence }),
  })
  const folder =
    dataDir === null ? join(tmpdir(), `tidemark-bulk-${randomUUID()}`) : join(dataDir, 'bulk')
  const bulk = new BulkOperations({
    world,
    folder,
    drawRefusal: (shop, query) => drawBulkRefusal(faults, shop, query),
    drawMischief: (shop, query) => drawBulkMischief(faults, shop, query),
    onEnd: (state, operation) => {
      outbox.emit(state, [tellBulkEnd(state, operation)], operation.endedAt ?? now(world))
    },
  })
  return {
    world,
    faults,
    buckets: new Map(),
    requests: new Map(),
    bulk,
    store,
    outbox,
    subscriptions: new Subscriptions(store, outbox),
    codes: new AuthorizationCodes(),
    consents: new Map(),
  }
}

/** The rate limit's bucket of a shop; there is one app, so one bucket. */
export function bucketOf({ buckets }: ServerState, { shop }: ShopState): Bucket {
  let bucket = buckets.get(shop.domain)
  if (bucket === undefined) buckets.set(shop.domain, (bucket = new Bucket(shop)))
  return bucket
}

/**
 * The shop that a request means: by the path's first part, else by the Host header (an origin may leave
 * the shop out of the path), else by whose token was sent.
 */
export function findRequestedShop(
  { world, store }: ServerState,
  request: { path: string | null; host: string | undefined; token: string | undefined },
): ShopState | undefined {
  if (request.path !== null) return findShop(world, request.path)
  const byHost = findShop(world, (request.host ?? '').split(':')[0] ?? '')
  if (byHost !== undefined) return byHost
  const { token } = request
  if (token === undefined) return undefined
  for (const state of world.shops.values()) {
    const installation = store.partners.installations[state.shop.domain]
    const isOurs = installation?.tokens.some((known) => known.token === token) ?? false
    if (isOurs || state.accessTokens.has(token)) return state
  }
  return undefined
}

/** @throws BadRequestError where there is no shop of that domain or handle */
export function requireShop({ world }: ServerState, name: unknown): ShopState {
  const state = typeof name === 'string' ? findShop(world, name) : undefined
  if (state === undefined) throw new BadRequestError(`There is no shop ${JSON.stringify(name)}.`)
  return state
}
