import { findOfflineToken } from '../app/offline-tokens.ts'
import type { Instant, ShopState } from '../world/model.ts'
import type { ServerState } from './shops.ts'

/** A token that counts: whose it is, and what it may do. */
export interface KnownToken {
  clientId: string
  scopes: readonly string[]
}

/** The token that was sent, if this shop gave it out and it still counts. */
export function findToken(
  { store }: ServerState,
  { shop, accessTokens }: ShopState,
  token: string | undefined,
  at: Instant,
): KnownToken | undefined {
  if (token === undefined) return undefined
  const { app, installations } = store.partners
  const installation = installations[shop.domain]
  const known = accessTokens.get(token)
  if (known !== undefined) {
    if (known.expiresAt !== null && known.expiresAt <= at) return undefined
    if (known.clientId !== app.clientId) return known
    const isGranted = (scope: string) =>
      installation?.scopes.includes(scope) === true || !shop.appScopes.includes(scope)
    return { ...known, scopes: known.scopes.filter(isGranted) }
  }
  if (installation === undefined || !findOfflineToken(installation, token, at)) return undefined
  return { clientId: app.clientId, scopes: installation.scopes }
}
