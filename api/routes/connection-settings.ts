import { connectionState, inTenant, recordAudit, requestResync, setStoresNames } from '@tidemark/db'
import { ownedTenantOf, sessionOf, signedIn } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { ConnectionResponse, ConnectionSettings } from '../schemas/index.ts'
import { toConnection } from './connection.ts'
import { TenantHeader } from './tenant-header.ts'

/** PATCH /api/connection: what may be stored of the shop's customers. */
export const connectionSettingsRoute: Route = (app, { db }) => {
  app.patch(
    '/api/connection',
    {
      schema: {
        operationId: 'changeConnection',
        tags: ['connection'],
        summary: 'Allow or forbid that customers’ names are stored',
        description:
          'Forbidden: all stored names are removed at once, and syncs do not ask for them. ' +
          'Allowed again: the next sync reads all customers again.',
        security: [{ session: [] }],
        headers: TenantHeader,
        body: ConnectionSettings,
        response: {
          200: ConnectionResponse.describe('The connection'),
          ...problemResponses(400, 401, 403, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request) => {
      const { storesNames } = request.body
      const { userId } = sessionOf(request)
      const state = await inTenant(db, ownedTenantOf(request), async (trx) => {
        if (await setStoresNames(trx, storesNames)) {
          if (storesNames) await requestResync(trx, 'customers')
          await recordAudit(trx, { action: 'shop.names', userId, detail: { storesNames } })
        }
        return await connectionState(trx)
      })
      return toConnection(state)
    },
  )
}
