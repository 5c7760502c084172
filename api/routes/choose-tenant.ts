import { chooseSessionTenant } from '@tidemark/db'
import { readSessionCookie } from '../auth/session-cookie.ts'
import { ownTenant, sessionOf, signedIn } from '../auth/session.ts'
import { hashSessionToken } from '../auth/session-token.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { noSuchShop } from '../problems/problems.ts'
import { ChooseTenantBody, SessionResponse } from '../schemas/index.ts'

/** POST /api/session/tenant: which of the account's shops the session looks at from now on. */
export const chooseTenantRoute: Route = (app, { db }) => {
  app.post(
    '/api/session/tenant',
    {
      schema: {
        operationId: 'chooseTenant',
        tags: ['account'],
        summary: 'Look at another shop',
        security: [{ session: [] }],
        body: ChooseTenantBody,
        response: {
          200: SessionResponse.describe('The session'),
          ...problemResponses(400, 401, 403, 404),
        },
      },
      onRequest: signedIn(db),
    },
    async (request) => {
      const session = sessionOf(request)
      const tenantId = ownTenant(session, request.body.tenantId)
      const token = readSessionCookie(request)
      const chosen = token && (await chooseSessionTenant(db, hashSessionToken(token), tenantId))
      if (!chosen) throw noSuchShop()
      return { email: session.email, tenantId, tenants: session.tenants }
    },
  )
}
