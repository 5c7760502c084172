import { inTenant } from '@tidemark/db'
import { shopInfo, type ShopInfo } from '@tidemark/db/insights'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { ShopResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/shop: what the dashboard needs to know before it shows a figure. */
export const shopRoute: Route = (app, { db }) => {
  app.get(
    '/api/shop',
    {
      schema: {
        operationId: 'getShop',
        tags: ['figures'],
        summary: 'The shop itself',
        security: [{ session: [] }],
        headers: TenantHeader,
        response: { 200: ShopResponse.describe('The shop'), ...problemResponses(401, 404) },
      },
      onRequest: signedIn(db),
    },
    async (request) => toShop(await inTenant(db, tenantOf(request), shopInfo, { readOnly: true })),
  )
}

export function toShop(shop: ShopInfo): ShopResponse {
  return {
    id: shop.id,
    shopDomain: shop.shopDomain,
    name: shop.name,
    currencyCode: shop.currencyCode,
    timeZone: shop.timeZone,
    status: shop.status,
    firstOrderDay: shop.firstOrderDay,
    lastSyncedAt: shop.lastSyncedAt?.toISOString() ?? null,
    syncIntervalSeconds: shop.syncIntervalSeconds,
    usualReversals: shop.usualReversals,
  }
}
