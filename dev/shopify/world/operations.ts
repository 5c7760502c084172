import { allKinds, changeAtRandom, trafficKinds } from './changes/random-change.ts'
import { changeByHand } from './changes/by-hand.ts'
import type { ByHand } from './changes/by-hand.ts'
import { placeExactOrder } from './changes/exact-order.ts'
import { endChange } from './journal.ts'
import type { Instant, Order, ShopRecord, World } from './model.ts'
import { profileOf } from './profiles/index.ts'
import { Random, mixSeeds } from './random.ts'
import { secret } from './shop-state.ts'
import { needShop, settleWorld } from './world.ts'

const dayMs = 86_400_000

/** Everything that changes a world after its seed. The log keeps these, a line each. */
export type Operation = { at: Instant } & (
  | { type: 'clock'; frozenAt: Instant | null; offsetMs: number; reachedAt: Instant }
  | { type: 'changes'; shop: string | null; count: number; seed: number; traffic: boolean }
  | { type: 'order'; shop: string; totalMinor: number; customerId: number | null; seed: number }
  | {
      type: 'token'
      shop: string
      seed: number
      /** Left out: a token for the client credentials of the shop's own app, with all its scopes. */
      scopes?: string[]
      /** Null: for ever; a day when left out. */
      lifetimeMs?: number | null
    }
  /** Ends every token that one app has in the world's list. */
  | { type: 'revoke'; shop: string; clientId: string }
  | { type: 'plan'; shop: string; restoreRate: number }
  | { type: 'shop'; shop: string; record: ShopSettings }
  | ({ type: 'by-hand'; shop: string; seed: number } & ByHand)
)

/** What a merchant can change of a shop's record. */
export type ShopSettings = Partial<Pick<ShopRecord, 'name' | 'email' | 'ianaTimezone'>>

/** What a random change did, for people to read. */
export interface Change {
  shop: string
  kind: string
  subject: string
}

export interface Outcome {
  changes: Change[]
  order: Order | null
  token: string | null
}

/** Applies an operation at its own time; the same operations make the same world. */
export function apply(world: World, operation: Operation): Outcome {
  settleWorld(world, operation.at)
  const outcome: Outcome = { changes: [], order: null, token: null }
  switch (operation.type) {
    case 'clock':
      world.clock.frozenAt = operation.frozenAt
      world.clock.offsetMs = operation.offsetMs
      settleWorld(world, operation.reachedAt)
      break
    case 'changes':
      outcome.changes = change(world, operation)
      break
    case 'order': {
      const state = needShop(world, operation.shop)
      const profile = profileOf(state.shop.handle)
      const random = new Random(operation.seed)
      const context = { state, profile, random, at: operation.at }
      outcome.order = placeExactOrder(context, operation.totalMinor, operation.customerId)
      endChange(state, operation.at)
      break
    }
    case 'token': {
      const state = needShop(world, operation.shop)
      const { domain, appScopes } = state.shop
      const token = `shpat_${secret(operation.seed, domain, `token ${operation.at}`, 32)}`
      const { scopes = appScopes, lifetimeMs = dayMs } = operation
      const expiresAt = lifetimeMs === null ? null : operation.at + lifetimeMs
      const clientId = operation.scopes === undefined ? state.shop.clientId : world.appClientId
      state.accessTokens.set(token, { token, clientId, scopes: [...scopes], expiresAt })
      outcome.token = token
      break
    }
    case 'revoke': {
      const { accessTokens } = needShop(world, operation.shop)
      for (const { token, clientId } of accessTokens.values()) {
        if (clientId === operation.clientId) accessTokens.delete(token)
      }
      break
    }
    case 'plan': {
      const state = needShop(world, operation.shop)
      const { restoreRate } = operation
      state.shop = { ...state.shop, restoreRate, maximumAvailable: restoreRate * 20 }
      break
    }
    case 'shop': {
      const state = needShop(world, operation.shop)
      state.shop = { ...state.shop, ...operation.record, updatedAt: operation.at }
      break
    }
    case 'by-hand': {
      const state = needShop(world, operation.shop)
      const profile = profileOf(state.shop.handle)
      const random = new Random(operation.seed)
      changeByHand({ state, profile, random, at: operation.at }, operation)
      endChange(state, operation.at)
      break
    }
  }
  return outcome
}

function change(world: World, operation: Operation & { type: 'changes' }): Change[] {
  const random = new Random(mixSeeds(operation.seed, operation.count))
  const domains = operation.shop === null ? [...world.shops.keys()] : [operation.shop]
  const kinds = operation.traffic ? trafficKinds : allKinds
  return Array.from({ length: operation.count }, () => {
    const state = needShop(world, random.pick(domains))
    const profile = profileOf(state.shop.handle)
    const context = { state, profile, random, at: operation.at }
    const done = changeAtRandom(context, kinds)
    endChange(state, operation.at)
    return { shop: state.shop.domain, ...done }
  })
}
