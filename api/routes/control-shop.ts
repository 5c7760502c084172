import { ownedTenantOf, sessionOf, signedIn } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { ControlResponse, ShopCommand } from '../schemas/index.ts'
import { controlShop } from '../sync/control-shop.ts'
import { TenantHeader } from './tenant-header.ts'

/** POST /api/shop/control: carries an operator's command out and says what came of it. */
export const controlShopRoute: Route = (app, { db, temporal }) => {
  app.post(
    '/api/shop/control',
    {
      schema: {
        operationId: 'controlShop',
        tags: ['sync'],
        summary: 'Pause, resume, cancel, change the interval, resync, retry what was rejected',
        description:
          'Answers when it has been done, within seconds. A command that was accepted but not ' +
          'carried out yet is answered with 503; giving it again then waits for the first one ' +
          'and does not run it twice. While another command is carried out: 409.',
        security: [{ session: [] }],
        headers: TenantHeader,
        body: ShopCommand,
        response: {
          200: ControlResponse.describe('What came of it'),
          ...problemResponses(400, 401, 403, 404, 409, 503),
        },
      },
      onRequest: signedIn(db),
    },
    async (request) =>
      await controlShop({
        temporal,
        log: request.log,
        shop: shopOf(sessionOf(request), ownedTenantOf(request)),
        userId: sessionOf(request).userId,
        command: request.body,
      }),
  )
}

type Shops = ReturnType<typeof sessionOf>

function shopOf({ tenants }: Shops, tenantId: string): Shops['tenants'][number] {
  const shop = tenants.find(({ id }) => id === tenantId)
  if (!shop) throw new Error('The tenant is not one of the session')
  return shop
}
