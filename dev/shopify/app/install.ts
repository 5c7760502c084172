import { now, revokeTokens } from '../world/index.ts'
import type { ShopState, World } from '../world/model.ts'
import type { PartnerStore } from './partner-store.ts'

/** What installing and uninstalling need. */
export interface Side {
  world: World
  store: PartnerStore
}

/** Scopes as Shopify keeps them: each once, and no reading where the same may be written. */
export function toGranted(scopes: readonly string[]): string[] {
  const unique = [...new Set(scopes)]
  return unique
    .filter((scope) => !unique.includes(scope.replace(/read_/, 'write_')) || !/read_/.test(scope))
    .sort()
}

/** Installs the app in a shop, or grants an installed one these scopes; its tokens get them too. */
export function installApp({ world, store }: Side, { shop }: ShopState, scopes: string[]): void {
  const { installations } = store.partners
  const installation = installations[shop.domain]
  if (installation === undefined) {
    installations[shop.domain] = {
      installedAt: now(world),
      scopes: toGranted(scopes),
      tokens: [],
      refreshTokens: [],
      refreshes: 0,
    }
  } else {
    installation.scopes = toGranted(scopes)
  }
  store.save()
}

/** Removes the app from a shop: every token of it is dead from now on. */
export function uninstallApp({ world, store }: Side, { shop }: ShopState): boolean {
  const { app, installations } = store.partners
  if (installations[shop.domain] === undefined) return false
  delete installations[shop.domain]
  store.save()
  revokeTokens(world, shop.domain, app.clientId)
  return true
}
