import { connectionState, type ConnectionState, inTenant } from '@tidemark/db'
import { signedIn, tenantOf } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { toExplained } from '../figures/to-explained.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { ConnectionResponse } from '../schemas/index.ts'
import { TenantHeader } from './tenant-header.ts'

/** GET /api/connection: how the shop is connected, and what stands in the way. */
export const connectionRoute: Route = (app, { db }) => {
  app.get(
    '/api/connection',
    {
      schema: {
        operationId: 'getConnection',
        tags: ['connection'],
        summary: 'How the shop is connected, and what stands in the way',
        security: [{ session: [] }],
        headers: TenantHeader,
        response: {
          200: ConnectionResponse.describe('The connection'),
          ...problemResponses(401, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request) =>
      toConnection(await inTenant(db, tenantOf(request), connectionState, { readOnly: true })),
  )
}

/** The connection without what only the database needs to know. */
export function toConnection(state: ConnectionState): ConnectionResponse {
  const { trouble, notices, connectedAt, ...rest } = state
  return {
    ...rest,
    connectedAt: connectedAt?.toISOString() ?? null,
    state: trouble?.code ?? 'connected',
    trouble: trouble && toExplained(trouble),
    notices: notices.map(toExplained),
  }
}
