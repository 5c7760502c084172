import type { Generated } from 'kysely'
import type { Timestamp, TimestampWithDefault } from './column-types.ts'

export type ConnectionKind = 'admin_token' | 'client_credentials'

/** How a shop's Admin API is reached. Secrets are encrypted, see `@tidemark/db/secrets`. */
export interface ShopConnectionsTable {
  tenant_id: string
  /** A permanent token, or the id and secret of an app of the merchant's own organisation. */
  kind: ConnectionKind
  /** The token sent to Shopify; for `client_credentials` the one granted last, if any. */
  access_token_encrypted: string | null
  client_id: string | null
  client_secret_encrypted: string | null
  /** When the granted token ends; null for a permanent one. */
  token_expires_at: Timestamp | null
  /** Access scopes that Shopify granted. */
  scopes: Generated<string[]>
  created_at: TimestampWithDefault
  updated_at: TimestampWithDefault
}
