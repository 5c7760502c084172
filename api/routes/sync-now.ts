import { ownedTenantOf, sessionOf, signedIn } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { SyncNowResponse } from '../schemas/index.ts'
import { startSync } from '../sync/start-sync.ts'
import { TenantHeader } from './tenant-header.ts'

/** POST /api/sync: starts the shop's sync, or asks the one under way for one more round. */
export const syncNowRoute: Route = (app, { db, temporal }) => {
  app.post(
    '/api/sync',
    {
      schema: {
        operationId: 'syncNow',
        tags: ['sync'],
        summary: 'Sync now',
        description: 'Returns at once; GET /api/sync tells how it goes on.',
        security: [{ session: [] }],
        headers: TenantHeader,
        response: {
          202: SyncNowResponse.describe('The sync goes on by itself'),
          ...problemResponses(401, 403, 404, 409, 503),
        },
      },
      onRequest: signedIn(db),
    },
    async (request, reply) => {
      const started = await startSync({
        db,
        temporal,
        log: request.log,
        tenantId: ownedTenantOf(request),
        userId: sessionOf(request).userId,
      })
      return reply.code(202).send(started)
    },
  )
}
