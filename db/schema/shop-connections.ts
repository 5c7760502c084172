import type { Generated } from 'kysely'
import type { Timestamp, TimestampWithDefault } from './column-types.ts'

/**
 * How a shop lets us in:
 * - `admin_token`: a permanent token of a custom app;
 * - `client_credentials`: the id and secret of an app of the merchant's own organisation;
 * - `oauth`: tokens that end and are refreshed, from an install through Shopify's consent page.
 */
export type ConnectionKind = 'admin_token' | 'client_credentials' | 'oauth'

/** Why a shop can't be read; only a person can mend it. In words: `connections/explain-trouble.ts`. */
export type TroubleCode =
  | 'uninstalled'
  | 'token_revoked'
  | 'access_denied'
  | 'address_refused'
  | 'shop_frozen'
  | 'shop_locked'
  | 'shop_gone'
  | 'shop_refused'

/** How a shop's Admin API is reached. Secrets are encrypted, see `@tidemark/db/secrets`. */
export interface ShopConnectionsTable {
  tenant_id: string
  kind: ConnectionKind
  /** The token sent to Shopify; for `client_credentials` the one granted last, if any. */
  access_token_encrypted: string | null
  client_id: string | null
  client_secret_encrypted: string | null
  /** `oauth`: access and refresh token as one ciphertext; null once the app was uninstalled. */
  tokens_encrypted: string | null
  /** When the granted access token ends; null for a permanent one. */
  token_expires_at: Timestamp | null
  /** `oauth`: when the access token was granted. */
  token_granted_at: Timestamp | null
  /** `oauth`: when the refresh token ends. */
  refresh_expires_at: Timestamp | null
  /** Access scopes that Shopify granted. */
  scopes: Generated<string[]>
  /** When these credentials were given. */
  connected_at: TimestampWithDefault
  /** Why the shop can't be read; null: it can, as far as is known. */
  trouble: TroubleCode | null
  /** `access_denied`: what is missing, as Shopify says it. */
  trouble_detail: string | null
  trouble_at: Timestamp | null
  /** When Shopify last refused bulk operations to the app; null: it allows them. */
  bulk_denied_at: Timestamp | null
  created_at: TimestampWithDefault
  updated_at: TimestampWithDefault
}
