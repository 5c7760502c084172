import { type Db, findTenantByDomain, inTenant, loadConnection } from '@tidemark/db'
import type { Keyring } from '@tidemark/db/secrets'

/** A shop's own secret is looked up again after this, ms. */
const KEEP_MS = 30_000

/** Shops whose secret, or the lack of one, is remembered. */
const MOST_KEPT = 5_000

export interface SigningSecrets {
  /** Those of the app that all shops install. */
  app: readonly string[]
  /** Those of an app that only this shop has. */
  own(shopDomain: string): Promise<readonly string[]>
}

/**
 * What webhooks can be signed with. A shop that came in by client credentials has an app of its own,
 * whose secret we hold; one that came in by a custom app's permanent token has one that we do not
 * know, so that its webhooks cannot be told from forged ones and are refused.
 */
export function createSigningSecrets(source: {
  db: Db
  keyring: Keyring | undefined
  app: readonly string[]
}): SigningSecrets {
  const { db, keyring, app } = source
  const kept = new Map<string, { until: number; secrets: Promise<readonly string[]> }>()

  async function load(shopDomain: string): Promise<readonly string[]> {
    if (keyring === undefined) return []
    const tenant = await findTenantByDomain(db, shopDomain)
    if (!tenant) return []
    const connection = await inTenant(db, tenant.id, (trx) => loadConnection(trx, keyring))
    return connection?.kind === 'client_credentials' ? [connection.clientSecret] : []
  }

  return {
    app,
    own(shopDomain) {
      const known = kept.get(shopDomain)
      if (known && known.until > Date.now()) return known.secrets
      if (kept.size >= MOST_KEPT) kept.clear()
      const secrets = load(shopDomain)
      kept.set(shopDomain, { until: Date.now() + KEEP_MS, secrets })
      secrets.catch(() => kept.delete(shopDomain))
      return secrets
    },
  }
}
