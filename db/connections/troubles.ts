import { sql } from 'kysely'
import type { TenantTrx } from '../connection/db.ts'
import type { TroubleCode } from '../schema/shop-connections.ts'

/**
 * Notes why the shop can't be read: it waits for a person, and its schedule rests. A shop that a
 * person paused stays paused.
 * @param detail what is missing, as Shopify says it; no names or addresses of people
 */
export async function markTrouble(
  trx: TenantTrx,
  trouble: TroubleCode,
  detail: string | null = null,
): Promise<void> {
  await trx
    .updateTable('shop_connections')
    .set({ trouble, trouble_detail: detail, trouble_at: sql`now()`, updated_at: sql`now()` })
    // Why the token is dead is known better then.
    .where((where) =>
      trouble === 'token_revoked'
        ? where('trouble', 'is distinct from', 'uninstalled')
        : where.val(true),
    )
    .execute()
  await trx
    .updateTable('tenants')
    .set({ status: 'needs_attention', updated_at: sql`now()` })
    .where('status', '=', 'active')
    .execute()
}

/** The shop's token is dead, however we learnt it: only connecting it again helps. */
export async function markNeedsReconnecting(trx: TenantTrx): Promise<void> {
  await markTrouble(trx, 'token_revoked')
}

/**
 * The app was uninstalled: its tokens are dead, and those that can be are deleted. Word of an
 * uninstallation that comes late, after the shop was connected again, changes nothing.
 * @param at when Shopify says that it happened
 * @returns false when nothing was changed
 */
export async function markUninstalled(trx: TenantTrx, { at }: { at: Date }): Promise<boolean> {
  const row = await trx
    .updateTable('shop_connections')
    .set({
      trouble: 'uninstalled',
      trouble_detail: null,
      trouble_at: sql`now()`,
      tokens_encrypted: null,
      updated_at: sql`now()`,
    })
    .where('connected_at', '<=', at)
    .returning('tenant_id')
    .executeTakeFirst()
  if (row === undefined) return false
  await markTrouble(trx, 'uninstalled')
  return true
}

/**
 * A run got through: nothing stands in the way any more.
 * @returns false for an app that was uninstalled meanwhile: that stays so
 */
export async function clearTrouble(trx: TenantTrx): Promise<boolean> {
  await trx
    .updateTable('shop_connections')
    .set({ trouble: null, trouble_detail: null, trouble_at: null, updated_at: sql`now()` })
    .where('trouble', 'is not', null)
    .where('trouble', '<>', 'uninstalled')
    .execute()
  const left = await trx
    .selectFrom('shop_connections')
    .select('trouble')
    .where('trouble', 'is not', null)
    .executeTakeFirst()
  return left === undefined
}

/** Notes whether Shopify allows this app bulk operations; writes only what is news. */
export async function noteBulkAccess(
  trx: TenantTrx,
  { denied }: { denied: boolean },
): Promise<void> {
  await trx
    .updateTable('shop_connections')
    .set({ bulk_denied_at: denied ? sql`now()` : null })
    .where('bulk_denied_at', denied ? 'is' : 'is not', null)
    .execute()
}
