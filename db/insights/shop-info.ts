import { sql } from 'kysely'
import { PLANNED_ONCE } from '../connection/planned-once.ts'
import type { TenantTrx } from '../index.ts'
import type { TenantStatus } from '../schema/tenants.ts'

export interface ShopInfo {
  id: string
  shopDomain: string
  name: string
  status: TenantStatus
  /** Null until a sync has read the shop. */
  currencyCode: string | null
  timeZone: string | null
  syncIntervalSeconds: number
  /** On which day the shop's people usually count a reversal. */
  usualReversals: 'event' | 'order'
  /** The day of the first order that counts, YYYY-MM-DD. */
  firstOrderDay: string | null
  /** Today, in the shop's time zone (UTC while it is unknown), YYYY-MM-DD. */
  today: string
  /** When the last run that read everything ended. */
  lastSyncedAt: Date | null
}

/** The tenant itself, with what most answers need. Planned once: planning took longest. */
export async function shopInfo(trx: TenantTrx): Promise<ShopInfo> {
  const { rows } = await sql<ShopInfo>`${sql.raw(PLANNED_ONCE)}
    select
      t.id,
      t.shop_domain as "shopDomain",
      t.name,
      t.status,
      t.currency_code as "currencyCode",
      t.time_zone as "timeZone",
      t.sync_interval_seconds as "syncIntervalSeconds",
      t.usual_reversals as "usualReversals",
      (
        select min(d.day)::text
        from daily_sales d
        where d.tenant_id = t.id and d.reversals = 'event' and d.orders > 0
      ) as "firstOrderDay",
      (now() at time zone coalesce(t.time_zone, 'UTC'))::date::text as today,
      (
        select max(r.finished_at)
        from sync_runs r
        where r.tenant_id = t.id and r.state in ('completed', 'completed_with_rejects')
      ) as "lastSyncedAt"
    from tenants t
  `.execute(trx)
  const [shop] = rows
  if (!shop) throw new Error('The transaction has no tenant')
  return shop
}
