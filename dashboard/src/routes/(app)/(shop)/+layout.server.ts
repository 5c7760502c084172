import { redirect } from '@sveltejs/kit'
import { forTenant } from '#lib/api/for-tenant.ts'
import { fetchConnection, fetchShop, fetchSync } from '#lib/api/routes.ts'
import { expected } from '#lib/loading/expected.ts'
import type { LayoutServerLoad } from './$types'

/** What every page about a shop shows: which one, and how its sync and its connection stand. */
export const load: LayoutServerLoad = async ({ fetch: anyShop, depends, parent }) => {
  depends('tidemark:shop')
  const { tenantId } = (await parent()).session
  if (tenantId === null) redirect(303, '/shops')
  const fetch = forTenant(anyShop, tenantId)
  const [shop, sync, connection] = await Promise.all([
    fetchShop(fetch),
    fetchSync(fetch, 8),
    fetchConnection(fetch),
  ])
  return {
    shop: expected(shop),
    sync: expected(sync),
    // A page is worth showing without it.
    connection: connection.ok ? connection.value : null,
  }
}
