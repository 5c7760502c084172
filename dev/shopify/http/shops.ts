import { findShop } from '../world/index.ts'
import type { ShopState, World } from '../world/model.ts'
import { Bucket } from '../graphql/cost/bucket.ts'
import { Faults } from './faults.ts'

/** What the server itself remembers, beside the world. */
export interface ServerState {
  world: World
  faults: Faults
  buckets: Map<string, Bucket>
  /** GraphQL requests served since the start, by shop. */
  requests: Map<string, number>
}

/** A server's memory, empty. */
export function createServerState(world: World): ServerState {
  return { world, faults: new Faults(), buckets: new Map(), requests: new Map() }
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
  { world }: ServerState,
  request: { path: string | null; host: string | undefined; token: string | undefined },
): ShopState | undefined {
  if (request.path !== null) return findShop(world, request.path)
  const byHost = findShop(world, (request.host ?? '').split(':')[0] ?? '')
  if (byHost !== undefined) return byHost
  if (request.token === undefined) return undefined
  for (const state of world.shops.values()) {
    if (state.accessTokens.has(request.token)) return state
  }
  return undefined
}
