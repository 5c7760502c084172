import type { AccessToken, Instant, Order, ShopEvent, ShopState, World } from './model.ts'

export type * from './model.ts'

/** What `createWorld` needs; the defaults are the three demo shops at scale 1. */
export interface WorldOptions {
  seed: number
  /** The history's end; floored to a whole second. */
  anchor: Date
  /** Domains of the demo shops to make; all three when left out. */
  shops?: readonly string[]
  /** 1 is at least 4,000 orders a shop, 0.05 about 200. */
  scale?: number
}

/** Options of `openWorld`: a data folder that keeps the state, or null for memory only. */
export interface OpenOptions extends WorldOptions {
  dataDir: string | null
}

/** Makes a world in memory from its seed: the same options make the same world. */
export declare function createWorld(options: WorldOptions): World

/**
 * Loads the world kept in `dataDir` (its own seed and anchor then win over the options) or makes it
 * and writes it there. Every later change is appended before it is answered.
 */
export declare function openWorld(options: OpenOptions): World

/** The world's time. Lets everything happen first whose time has come: call it before reading. */
export declare function now(world: World): Instant

/** Freezes, unfreezes, sets or advances the clock; it never goes back. Answers the new time. */
export declare function setClock(
  world: World,
  change: { frozen?: boolean; now?: Date; advanceSeconds?: number },
): Instant

/** What a random change did, for people to read. */
export interface Change {
  shop: string
  kind: string
  subject: string
}

/** Applies `count` random changes of all kinds, to one shop or spread over all. */
export declare function randomChanges(
  world: World,
  shop: string | null,
  count: number,
  seed: number,
): Change[]

/** Raised where a caller names a shop, customer or amount that can't be. */
export declare class WorldInputError extends Error {}

/**
 * Places an order whose total is exactly `total`, a decimal string in the shop's currency.
 * @throws WorldInputError for an unknown shop or customer, or a total with too many digits.
 */
export declare function addOrder(
  world: World,
  shop: string,
  order: { total: string; customerId?: number },
): Order

/** Gives out a token for the shop's client credentials, valid for 24 hours. */
export declare function issueToken(world: World, shop: string): AccessToken

/** Finds a shop by full domain or by handle. */
export declare function findShop(world: World, domainOrHandle: string): ShopState | undefined

/** The events that Shopify still keeps (one year), oldest first. */
export declare function listEvents(world: World, shop: ShopState): ShopEvent[]

/** Lets new orders, edits and refunds arrive until stopped; none while the clock is frozen. */
export declare function startTraffic(
  world: World,
  options?: { secondsBetweenEvents?: number },
): { stop(): void }
