import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { SyncQuery, SyncResponse } from '../schemas/index.ts'
import { readSync } from '../sync/read-sync.ts'
import { temporalUiOf } from '../sync/temporal-ui.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/sync: what runs now, and what ran. */
export const syncStateRoute: Route = (app, dependencies) => {
  const { db } = dependencies
  const ui = temporalUiOf(dependencies)
  app.get(
    '/api/sync',
    {
      schema: {
        operationId: 'getSync',
        tags: ['sync'],
        summary: 'The sync under way and the ones before it, newest first',
        security: [{ session: [] }],
        headers: TenantHeader,
        querystring: SyncQuery,
        response: { 200: SyncResponse.describe('The syncs'), ...problemResponses(400, 401, 404) },
      },
      onRequest: signedIn(db),
    },
    async (request) => await readSync(db, tenantOf(request), { ...request.query, ui }),
  )
}
