import {
  type Db,
  inTenant,
  loadConnection,
  saveGrantedToken,
  saveTokenPair,
  type ShopConnection,
  type TenantTrx,
  type TokenPair,
} from '@tidemark/db'
import type { Keyring } from '@tidemark/db/secrets'
import type { ShopifyApp } from './app.ts'
import { ShopifyError, ShopifyTokenRevokedError } from './errors.ts'
import { grantToken } from './grant-token.ts'
import type { Credentials } from './shop-client.ts'
import { refreshPair } from './token-endpoint.ts'

/** A day's token that ends sooner is renewed before it is used. */
const RENEW_GRANTED_MS = 60 * 60_000

/** The same for an hour's token; of one that lives shorter, a third of its life. */
const RENEW_PAIR_MS = 10 * 60_000

/** After a renewal ahead of time that failed, the next one is tried no sooner. */
const RENEW_AGAIN_MS = 30_000

/** `renewAt`: from then on another one is asked for, ahead of its end. */
type Token = { token: string; renewAt: Date | null }

export type CredentialsSource = {
  db: Db
  keyring: Keyring
  origin: string
  clock: () => Date
  /** Our app at Shopify; undefined where shops come in by tokens of their own only. */
  app?: ShopifyApp | undefined
}

/** Renewals of one shop's token that are under way in this process, by the token that was refused. */
export type Renewals = Map<string, Promise<Token>>

/**
 * A shop's token from our database, renewed in time where Shopify allows it. However many ask, a
 * process asks Postgres once, and of all processes the one with the lock on the row asks Shopify.
 * @param shop `connection`: as it was loaded a moment ago, which spares loading it at the first use;
 *   `renewals`: shared by all who ask for this shop in this process
 */
export function createShopCredentials(
  source: CredentialsSource,
  shop: {
    tenantId: string
    shopDomain: string
    connection?: ShopConnection | undefined
    renewals?: Renewals
  },
): Credentials {
  const { db, keyring, clock } = source
  const { tenantId, shopDomain, renewals = new Map() } = shop
  let current = usable(shop.connection, null)

  return {
    async accessToken() {
      if (!current || isDue(current)) current = await load(null)
      return current.token
    },
    async renew(refused) {
      const next = await load(refused)
      current = next
      return next.token !== refused
    },
  }

  function load(refused: string | null): Promise<Token> {
    const key = refused ?? ''
    const underWay = renewals.get(key)
    if (underWay) return underWay
    const renewal = loadOrRenew(refused).finally(() => renewals.delete(key))
    renewals.set(key, renewal)
    return renewal
  }

  async function loadOrRenew(refused: string | null): Promise<Token> {
    const plain = await inTenant(db, tenantId, (trx) => loadConnection(trx, keyring))
    return usable(plain, refused) ?? (await inTenant(db, tenantId, (trx) => renew(trx, refused)))
  }

  /** Under the row's lock: who waited for it finds what the one before it brought. */
  async function renew(trx: TenantTrx, refused: string | null): Promise<Token> {
    const connection = await loadConnection(trx, keyring, { forUpdate: true })
    const meanwhile = usable(connection, refused)
    if (meanwhile) return meanwhile
    if (connection?.kind === 'client_credentials') return await grant(trx, connection)
    if (connection?.kind === 'oauth' && connection.tokens) {
      return await refresh(trx, connection.tokens, refused)
    }
    throw new ShopifyTokenRevokedError()
  }

  async function grant(
    trx: TenantTrx,
    app: { clientId: string; clientSecret: string },
  ): Promise<Token> {
    const granted = await grantToken(source.origin, shopDomain, app, clock())
    await saveGrantedToken(trx, keyring, granted)
    return { token: granted.accessToken, renewAt: before(granted.expiresAt, RENEW_GRANTED_MS) }
  }

  /**
   * The old pair stays in the row until the new one is committed, and nothing of the new one is used
   * before: should we end in between, the old refresh token is still good and is simply used again.
   */
  async function refresh(trx: TenantTrx, pair: TokenPair, refused: string | null): Promise<Token> {
    const { origin, app } = source
    if (!app) throw new ShopifyTokenRevokedError()
    const now = clock()
    try {
      const { tokens, scopes } = await refreshPair(
        { origin, shopDomain, app, now },
        pair.refreshToken,
      )
      await saveTokenPair(trx, keyring, { ...tokens, scopes })
      return { token: tokens.accessToken, renewAt: renewPairAt(tokens) }
    } catch (error) {
      const isAlive = pair.accessToken !== refused && pair.expiresAt > now
      if (!(error instanceof ShopifyError) || !isAlive) throw error
      // Ahead of time: what we have is good for a while, and then we try again.
      return { token: pair.accessToken, renewAt: new Date(now.getTime() + RENEW_AGAIN_MS) }
    }
  }

  function usable(connection: ShopConnection | undefined, refused: string | null): Token | null {
    const token = connection ? toToken(connection) : null
    if (token === null || token.token === refused || isDue(token)) return null
    return token
  }

  function isDue({ renewAt }: Token): boolean {
    return renewAt !== null && renewAt <= clock()
  }
}

function toToken(connection: ShopConnection): Token | null {
  if (connection.kind === 'admin_token') return { token: connection.accessToken, renewAt: null }
  if (connection.kind === 'client_credentials') {
    const { granted } = connection
    if (granted === null) return null
    return { token: granted.accessToken, renewAt: before(granted.expiresAt, RENEW_GRANTED_MS) }
  }
  const { tokens } = connection
  return tokens === null ? null : { token: tokens.accessToken, renewAt: renewPairAt(tokens) }
}

function renewPairAt({ grantedAt, expiresAt }: TokenPair): Date {
  const lifetime = expiresAt.getTime() - grantedAt.getTime()
  return before(expiresAt, Math.min(RENEW_PAIR_MS, lifetime / 3))
}

const before = (at: Date, ms: number): Date => new Date(at.getTime() - ms)
