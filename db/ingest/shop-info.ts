import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { ShopInput } from './inputs.ts'
import { rebuildRollups } from './rebuild-rollups.ts'
import { currentTenant } from './statement.ts'
import { lockTenantPart } from './tenant-lock.ts'

/**
 * Keeps what Shopify says about the shop. A changed time zone or currency has the next drain rebuild
 * all rollups; `rebuild` says so.
 */
export async function saveShopInfo(trx: TenantTrx, shop: ShopInput): Promise<{ rebuild: boolean }> {
  const rebuild = await differs(trx, shop)
  // What is counted lies on days in the old zone: nothing may be added or taken away meanwhile.
  if (rebuild) {
    await lockTenantPart(trx, 'orders')
    await lockTenantPart(trx, 'rollups')
  }
  await sql`
    update tenants set
      name = ${shop.name},
      currency_code = ${shop.currencyCode},
      time_zone = ${shop.timeZone},
      plan = ${shop.plan},
      shop_info_read_at = ${shop.readAt},
      updated_at = now()
    where id = ${currentTenant}
  `.execute(trx)
  if (rebuild) await rebuildRollups(trx)
  return { rebuild }
}

async function differs(trx: TenantTrx, shop: ShopInput): Promise<boolean> {
  const { rows } = await sql<{ differs: boolean }>`
    select (coalesce(time_zone, 'UTC'), currency_code)
      is distinct from (${shop.timeZone}, ${shop.currencyCode}) as differs
    from tenants
    where id = ${currentTenant}
  `.execute(trx)
  return rows[0]?.differs ?? true
}
