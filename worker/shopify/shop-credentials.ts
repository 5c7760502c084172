import {
  type Db,
  inTenant,
  loadConnection,
  saveGrantedToken,
  type ShopConnection,
} from '@tidemark/db'
import type { Keyring } from '@tidemark/db/secrets'
import { ShopifyTokenRevokedError } from './errors.ts'
import { grantToken } from './grant-token.ts'
import type { Credentials } from './shop-client.ts'

/** A token that ends sooner is renewed before it is used. */
const RENEW_BEFORE_MS = 60 * 60_000

type Token = { token: string; expiresAt: Date | null }

export type CredentialsSource = {
  db: Db
  keyring: Keyring
  origin: string
  clock: () => Date
}

/**
 * A shop's token from our database, renewed in time where an app's credentials allow it.
 * @param shop `connection`: as it was loaded a moment ago, which spares loading it at the first use
 */
export function createShopCredentials(
  source: CredentialsSource,
  shop: { tenantId: string; shopDomain: string; connection?: ShopConnection | undefined },
): Credentials {
  const { db, keyring, clock } = source
  const { tenantId, shopDomain } = shop
  let current = usable(shop.connection, null)

  return {
    async accessToken() {
      if (current && !endsSoon(current.expiresAt)) return current.token
      current = await load(null)
      return current.token
    },
    async renew(refused) {
      const next = await load(refused)
      current = next
      return next.token !== refused
    },
  }

  /** Under a lock on the row, so that of many who need a new token one gets it for all. */
  function load(refused: string | null) {
    return inTenant(db, tenantId, async (trx) => {
      const plain = usable(await loadConnection(trx, keyring), refused)
      if (plain) return plain
      const connection = await loadConnection(trx, keyring, { forUpdate: true })
      const meanwhile = usable(connection, refused)
      if (meanwhile) return meanwhile
      if (connection?.kind !== 'client_credentials') throw new ShopifyTokenRevokedError()
      const granted = await grantToken(source.origin, shopDomain, connection, clock())
      await saveGrantedToken(trx, keyring, granted)
      return { token: granted.accessToken, expiresAt: granted.expiresAt }
    })
  }

  function usable(connection: ShopConnection | undefined, refused: string | null): Token | null {
    if (!connection) return null
    const { token, expiresAt } =
      connection.kind === 'admin_token'
        ? { token: connection.accessToken, expiresAt: null }
        : {
            token: connection.granted?.accessToken ?? refused,
            expiresAt: connection.granted?.expiresAt ?? null,
          }
    if (token === null || token === refused || endsSoon(expiresAt)) return null
    return { token, expiresAt }
  }

  function endsSoon(expiresAt: Date | null): boolean {
    return expiresAt !== null && expiresAt.getTime() - clock().getTime() < RENEW_BEFORE_MS
  }
}
