import { changePassword, findPasswordHash, hashPassword, recordAudit } from '@tidemark/db'
import { z } from 'zod'
import { checkPassword } from '../auth/check-password.ts'
import { withPasswordWork } from '../auth/password-work.ts'
import { readSessionCookie } from '../auth/session-cookie.ts'
import { sessionOf, signedIn } from '../auth/session.ts'
import { hashSessionToken } from '../auth/session-token.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { notSignedIn, wrongCurrentPassword } from '../problems/problems.ts'
import { PasswordBody } from '../schemas/index.ts'

/** POST /api/password: the account's other sessions end with the old password. */
export const passwordRoute: Route = (app, { db }) => {
  app.post(
    '/api/password',
    {
      schema: {
        operationId: 'changePassword',
        tags: ['account'],
        summary: 'Change the password',
        description: 'Every other session of the account ends.',
        security: [{ session: [] }],
        body: PasswordBody,
        response: {
          204: z.undefined().describe('Changed'),
          ...problemResponses(400, 401, 403, 429, 503),
        },
      },
      onRequest: signedIn(db),
    },
    async (request, reply) => {
      const { userId, email } = sessionOf(request)
      const token = readSessionCookie(request)
      if (!token) throw notSignedIn()
      const right = await checkPassword(db, {
        email,
        password: request.body.currentPassword,
        findHash: () => findPasswordHash(db, userId),
      })
      if (!right) throw wrongCurrentPassword()
      const passwordHash = await withPasswordWork(() => hashPassword(request.body.newPassword))
      await changePassword(db, { userId, passwordHash, keptTokenHash: hashSessionToken(token) })
      await recordAudit(db, { action: 'password.changed', userId })
      return reply.code(204).send()
    },
  )
}
