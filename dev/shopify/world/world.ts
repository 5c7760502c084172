import { settleShop } from './changes/orders.ts'
import { createShop } from './history.ts'
import { WorldInputError } from './input-error.ts'
import type { Instant, ShopState, World } from './model.ts'
import { domainOf, isConnected, profileOf, profiles } from './profiles/index.ts'
import { appClientId } from './shop-state.ts'

/** What a world is made from; the defaults are the three demo shops at scale 1. */
export interface WorldOptions {
  seed: number
  /** The history's end; cut to a whole second. */
  anchor: Date
  /**
   * Orders arrive on the days and at the hours of a history that ends then, moved to the anchor: so
   * every anchor makes the same ones. The anchor when left out; cut to a whole second.
   */
  calendar?: Date
  /** Domains of the demo shops to make; when left out, the three that have the app. */
  shops?: readonly string[]
  /** 1 is more than 20,000 orders a shop, 0.01 about 200. */
  scale?: number
}

/**
 * Makes a world in memory from its seed: the same options make the same world. Its clock stands still
 * at the anchor until `setClock` moves it.
 */
export function createWorld(options: WorldOptions): World {
  const { seed, scale = 1 } = options
  const anchor = wholeSecond(options.anchor)
  const calendar = wholeSecond(options.calendar ?? options.anchor)
  const known = profiles.map(domainOf)
  for (const domain of options.shops ?? []) {
    if (!known.includes(domain)) {
      throw new WorldInputError(`There is no demo shop ${domain}; there are ${known.join(', ')}.`)
    }
  }
  const shops = new Map<string, ShopState>()
  profiles.forEach((profile, index) => {
    const domain = domainOf(profile)
    if (!(options.shops?.includes(domain) ?? isConnected(profile))) return
    shops.set(domain, createShop(profile, index, { seed, anchor, scale, calendar }))
  })
  return {
    seed,
    appClientId: appClientId(seed),
    anchor,
    scale,
    clock: { frozenAt: anchor, offsetMs: 0 },
    shops,
    settledAt: anchor,
  }
}

const wholeSecond = (moment: Date): Instant => Math.floor(moment.getTime() / 1000) * 1000

/** Finds a shop by its full domain or by its handle. */
export function findShop(world: World, domainOrHandle: string): ShopState | undefined {
  const name = domainOrHandle.toLowerCase()
  return world.shops.get(name) ?? world.shops.get(`${name}.myshopify.com`)
}

/** @throws WorldInputError where there is no such shop. */
export function needShop(world: World, domainOrHandle: string): ShopState {
  const state = findShop(world, domainOrHandle)
  if (state === undefined) {
    const known = [...world.shops.keys()].join(', ')
    throw new WorldInputError(`There is no shop "${domainOrHandle}". There are: ${known}.`)
  }
  return state
}

/** Lets everything planned happen up to a moment, in every shop. */
export function settleWorld(world: World, until: Instant): void {
  if (until <= world.settledAt) return
  for (const state of world.shops.values()) {
    settleShop(state, profileOf(state.shop.handle), until)
  }
  world.settledAt = until
}
