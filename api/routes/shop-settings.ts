import { inTenant, recordAudit, setUsualReversals } from '@tidemark/db'
import { shopInfo } from '@tidemark/db/insights'
import { ownedTenantOf, sessionOf, signedIn } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { ShopResponse, ShopSettings } from '../schemas/index.ts'
import { toShop } from './shop.ts'
import { TenantHeader } from './tenant-header.ts'

/** PATCH /api/shop: how the shop's people usually look at its figures. */
export const shopSettingsRoute: Route = (app, { db }) => {
  app.patch(
    '/api/shop',
    {
      schema: {
        operationId: 'changeShop',
        tags: ['figures'],
        summary: 'How the dashboard counts where its address does not say',
        security: [{ session: [] }],
        headers: TenantHeader,
        body: ShopSettings,
        response: {
          200: ShopResponse.describe('The shop'),
          ...problemResponses(400, 401, 403, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request) => {
      const { usualReversals } = request.body
      const { userId } = sessionOf(request)
      const shop = await inTenant(db, ownedTenantOf(request), async (trx) => {
        if (await setUsualReversals(trx, usualReversals)) {
          await recordAudit(trx, { action: 'shop.settings', userId, detail: { usualReversals } })
        }
        return await shopInfo(trx)
      })
      return toShop(shop)
    },
  )
}
