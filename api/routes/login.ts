import { findLogin, listUserTenants, recordAudit } from '@tidemark/db'
import { checkPassword } from '../auth/check-password.ts'
import { openSession } from '../auth/open-session.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { wrongLogin } from '../problems/problems.ts'
import { LoginBody, LoginResponse } from '../schemas/index.ts'

/** POST /api/login. */
export const loginRoute: Route = (app, { db }) => {
  app.post(
    '/api/login',
    {
      schema: {
        operationId: 'login',
        tags: ['account'],
        summary: 'Sign in',
        description: 'Sets the session cookie. An unknown account and a wrong password look alike.',
        body: LoginBody,
        response: {
          200: LoginResponse.describe('Signed in'),
          ...problemResponses(400, 401, 403, 429, 503),
        },
      },
    },
    async (request, reply) => {
      const { email, password } = request.body
      const login = await findLogin(db, email)
      const findHash = async () => login?.passwordHash
      const right = await checkPassword(db, { email, password, findHash })
      if (!right || !login) throw wrongLogin()
      const tenants = await listUserTenants(db, login.userId)
      const tenantId = tenants[0]?.id ?? null
      await openSession(db, request, reply, { userId: login.userId, tenantId })
      await recordAudit(db, { action: 'login', userId: login.userId })
      return { tenantId, tenants }
    },
  )
}
