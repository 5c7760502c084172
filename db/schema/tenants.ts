import type { Generated } from 'kysely'
import type { Timestamp, TimestampWithDefault } from './column-types.ts'

export type TenantStatus = 'active' | 'paused' | 'needs_attention' | 'removed'

/** One Shopify shop. Readable only as the transaction's own tenant. */
export interface TenantsTable {
  id: Generated<string>
  /** "harbor-goods.myshopify.com" */
  shop_domain: string
  name: string
  /** `paused` by a person; `needs_attention` when only a person can mend the connection. */
  status: Generated<TenantStatus>
  /** The shop's IANA time zone: what a day is. Null until the shop was read for the first time. */
  time_zone: string | null
  /** The shop's currency, ISO 4217. Null until the shop was read for the first time. */
  currency_code: string | null
  /** `Shop.plan.publicDisplayName` */
  plan: string | null
  /** When Shopify was last asked about the shop itself. */
  shop_info_read_at: Timestamp | null
  sync_interval_seconds: Generated<number>
  /** Whether customers' names may be stored. */
  stores_names: Generated<boolean>
  /** On which day the dashboard counts a reversal where nobody says otherwise. */
  usual_reversals: Generated<'event' | 'order'>
  created_at: TimestampWithDefault
  updated_at: TimestampWithDefault
}
