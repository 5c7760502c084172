import type { ByHand } from './changes/by-hand.ts'
import { eventsOfYear } from './events.ts'
import { WorldInputError } from './input-error.ts'
import type { AccessToken, Order, ShopEvent, ShopState, World } from './model.ts'
import { parseMinor } from './money.ts'
import { now, perform } from './open-world.ts'
import type { Change, ShopSettings } from './operations.ts'
import { mixSeeds } from './random.ts'
import { needShop } from './world.ts'

export type * from './model.ts'
export { now, openWorld, setClock } from './open-world.ts'
export type { Change, ShopSettings } from './operations.ts'
export { allShops } from './profiles/index.ts'
export { secret } from './shop-state.ts'
export { startTraffic } from './traffic.ts'
export { WorldInputError } from './input-error.ts'
export { createWorld, findShop } from './world.ts'

/**
 * Applies random changes of all kinds, to one shop or spread over all.
 * @throws WorldInputError for an unknown shop.
 */
export function randomChanges(
  world: World,
  shop: string | null,
  count: number,
  seed: number,
): Change[] {
  const domain = shop === null ? null : needShop(world, shop).shop.domain
  return perform(world, { type: 'changes', shop: domain, count, seed, traffic: false }).changes
}

/**
 * Places an order whose total is exactly `total`, a decimal string in the shop's currency, for the
 * customer named or a drawn one.
 * @throws WorldInputError for an unknown shop or customer, or for a total that is no such amount.
 */
export function addOrder(
  world: World,
  shop: string,
  order: { total: string; customerId?: number },
): Order {
  const state = needShop(world, shop)
  const { currencyCode, minorDigits, domain } = state.shop
  const totalMinor = parseMinor(order.total, minorDigits)
  if (totalMinor === null || totalMinor === 0) {
    throw new WorldInputError(
      `"${order.total}" is no amount in ${currencyCode}: give a positive number with at most ${minorDigits} digits after the point.`,
    )
  }
  const customerId = order.customerId ?? null
  if (customerId !== null && !state.customers.has(customerId)) {
    throw new WorldInputError(`${domain} has no customer ${customerId}.`)
  }
  const seed = mixSeeds(state.counters.orderNumber, totalMinor % 0xffffffff)
  const placed = perform(world, { type: 'order', shop: domain, totalMinor, customerId, seed }).order
  if (placed === null) throw new Error('The operation placed no order.')
  return placed
}

/** Gives out a token for the shop's client credentials, valid for 24 hours. */
export function issueToken(world: World, shop: string): AccessToken {
  const state = needShop(world, shop)
  const seed = mixSeeds(world.seed, state.accessTokens.size)
  const { token } = perform(world, { type: 'token', shop: state.shop.domain, seed })
  const issued = token === null ? undefined : state.accessTokens.get(token)
  if (issued === undefined) throw new Error('The operation issued no token.')
  return issued
}

/**
 * Gives out a token with these scopes, valid for so long or, with null, for ever.
 * @throws WorldInputError for an unknown shop
 */
export function grantToken(
  world: World,
  shop: string,
  scopes: string[],
  lifetimeMs: number | null,
): AccessToken {
  const state = needShop(world, shop)
  const seed = mixSeeds(world.seed, state.accessTokens.size)
  const { domain } = state.shop
  const { token } = perform(world, { type: 'token', shop: domain, seed, scopes, lifetimeMs })
  const granted = token === null ? undefined : state.accessTokens.get(token)
  if (granted === undefined) throw new Error('The operation granted no token.')
  return granted
}

/**
 * Ends every token that an app has in a shop without having got it by OAuth.
 * @throws WorldInputError for an unknown shop
 */
export function revokeTokens(world: World, shop: string, clientId: string): void {
  perform(world, { type: 'revoke', shop: needShop(world, shop).shop.domain, clientId })
}

/**
 * Puts a shop on a plan with this many points a second; its bucket holds twenty times as many.
 * @throws WorldInputError for an unknown shop
 */
export function setPlan(world: World, shop: string, restoreRate: number): void {
  perform(world, { type: 'plan', shop: needShop(world, shop).shop.domain, restoreRate })
}

/**
 * Changes a shop's own record, as its merchant does in the settings.
 * @throws WorldInputError for an unknown shop
 */
export function changeShop(world: World, shop: string, record: ShopSettings): void {
  perform(world, { type: 'shop', shop: needShop(world, shop).shop.domain, record })
}

/**
 * Makes a chosen change.
 * @throws WorldInputError for an unknown shop or thing, or where Shopify would not do it
 */
export function changeChosen(world: World, shop: string, chosen: ByHand): void {
  const { domain } = needShop(world, shop).shop
  const seed = mixSeeds(world.seed, now(world) / 1000)
  perform(world, { type: 'by-hand', shop: domain, seed, ...chosen })
}

/** The events that Shopify still keeps, of one year, oldest first. */
export function listEvents(world: World, shop: ShopState): ShopEvent[] {
  return eventsOfYear(shop, now(world))
}
