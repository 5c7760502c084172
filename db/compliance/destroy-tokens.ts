import type { TenantTrx } from '../connection/db.ts'

/**
 * Deletes what a shop was reached with, once its app is uninstalled. The secret of an app of the
 * merchant's own stays until the shop is erased: what Shopify sends until then is signed with it.
 */
export async function destroyTokens(trx: TenantTrx): Promise<void> {
  await trx
    .updateTable('shop_connections')
    .set({ access_token_encrypted: null, token_expires_at: null })
    .where('kind', '=', 'client_credentials')
    .execute()
  // A permanent token can't be without itself; whoever comes back may come by the consent page.
  await trx
    .updateTable('shop_connections')
    .set({ kind: 'oauth', access_token_encrypted: null })
    .where('kind', '=', 'admin_token')
    .where('trouble', '=', 'uninstalled')
    .execute()
}
