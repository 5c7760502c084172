import { now, revokeTokens } from '../world/index.ts'
import type { ShopState, World } from '../world/model.ts'
import type { Outbox } from '../webhooks/outbox.ts'
import { tellScopes, tellShopRedaction, tellUninstalled } from '../webhooks/tell-app.ts'
import type { PartnerStore } from './partner-store.ts'

/** How long after an uninstall Shopify asks to forget the shop. */
const REDACT_AFTER_MS = 48 * 3_600_000

/** What installing and uninstalling need. */
export interface Side {
  world: World
  store: PartnerStore
  outbox: Outbox
}

/** Scopes as Shopify keeps them: each once, and no reading where the same may be written. */
export function toGranted(scopes: readonly string[]): string[] {
  const unique = [...new Set(scopes)]
  return unique
    .filter(
      (scope) => !scope.includes('read_') || !unique.includes(scope.replace('read_', 'write_')),
    )
    .sort()
}

/**
 * Installs the app in a shop, or grants an installed one these scopes, which its tokens then have too;
 * the app is told where they are others.
 */
export function installApp(side: Side, state: ShopState, scopes: readonly string[]): void {
  const { world, store, outbox } = side
  const { installations, redactions } = store.partners
  const { domain } = state.shop
  const installation = installations[domain]
  const current = toGranted(scopes)
  const at = now(world)
  if (installation === undefined) {
    installations[domain] = {
      installedAt: at,
      scopes: current,
      tokens: [],
      refreshTokens: [],
      refreshes: 0,
    }
    delete redactions[domain]
    store.save()
    return
  }
  const previous = installation.scopes
  installation.scopes = current
  store.save()
  if (previous.join() !== current.join()) {
    outbox.emit(state, [tellScopes(state, { previous, current }, at)], at)
  }
}

/**
 * Removes the app from a shop: every token of it is dead from now on, what it had subscribed is gone,
 * and in two days it is asked to forget the shop.
 */
export function uninstallApp(side: Side, state: ShopState): boolean {
  const { world, store, outbox } = side
  const { app, installations, subscriptions, redactions } = store.partners
  const { domain } = state.shop
  if (installations[domain] === undefined) return false
  const at = now(world)
  outbox.emit(state, [tellUninstalled(state)], at)
  delete installations[domain]
  const others = subscriptions[domain]?.filter(({ clientId }) => clientId !== app.clientId)
  subscriptions[domain] = others ?? []
  redactions[domain] = at + REDACT_AFTER_MS
  store.save()
  revokeTokens(world, domain, app.clientId)
  return true
}

/** Asks the app to forget a shop, or all shops whose time for it has come. */
export function askToForget(side: Side, only: string | null): string[] {
  const { world, store, outbox } = side
  const { redactions } = store.partners
  const at = now(world)
  const due = Object.entries(redactions)
    .filter(([domain, dueAt]) => (only === null ? dueAt <= at : domain === only))
    .map(([domain]) => domain)
  for (const domain of due) {
    const state = world.shops.get(domain)
    if (state !== undefined) outbox.emit(state, [tellShopRedaction(state)], at)
    delete redactions[domain]
  }
  if (due.length > 0) store.save()
  return due
}
