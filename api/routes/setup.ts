import { createFirstUser, hashPassword, hasUsers, recordAudit } from '@tidemark/db'
import { openSession } from '../auth/open-session.ts'
import { withPasswordWork } from '../auth/password-work.ts'
import { createSetupCode } from '../connect/setup-code.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { alreadySetUp, wrongSetupCode } from '../problems/problems.ts'
import { LoginResponse, SetupBody } from '../schemas/index.ts'

/** POST /api/setup: makes the very first account, for whoever knows the code of this start. */
export const setupRoute: Route = (app, { db, config }) => {
  const code = createSetupCode(config.setupCode, { db, log: app.log })
  app.post(
    '/api/setup',
    {
      schema: {
        operationId: 'setUp',
        tags: ['account'],
        summary: 'Make the first account',
        description:
          'With the code that `npm start`, or the API’s log, prints while there is no account. ' +
          'Signs in. Once: then there is an account.',
        body: SetupBody,
        response: {
          200: LoginResponse.describe('Made, and signed in'),
          ...problemResponses(400, 403, 409, 503),
        },
      },
    },
    async (request, reply) => {
      const { email, password } = request.body
      if (await hasUsers(db)) throw alreadySetUp()
      if (!code.matches(request.body.code)) throw wrongSetupCode()
      const passwordHash = await withPasswordWork(() => hashPassword(password))
      const userId = await createFirstUser(db, { email, passwordHash })
      if (userId === undefined) throw alreadySetUp()
      await openSession(db, request, reply, { userId, tenantId: null })
      await recordAudit(db, { action: 'account.first', userId })
      return { tenantId: null, tenants: [] }
    },
  )
}
