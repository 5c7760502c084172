import { sessionOf, signedIn } from '../auth/session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { SessionResponse } from '../schemas/index.ts'

/** GET /api/session: who is signed in, and which shops they may look at. */
export const sessionRoute: Route = (app, { db }) => {
  app.get(
    '/api/session',
    {
      schema: {
        operationId: 'getSession',
        tags: ['account'],
        summary: 'Who is signed in',
        security: [{ session: [] }],
        response: { 200: SessionResponse.describe('The session'), ...problemResponses(401) },
      },
      onRequest: signedIn(db),
    },
    async (request) => {
      const { email, tenantId, tenants } = sessionOf(request)
      return { email, tenantId, tenants }
    },
  )
}
