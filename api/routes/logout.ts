import { deleteSession } from '@tidemark/db'
import { z } from 'zod'
import { clearSessionCookie, readSessionCookie } from '../auth/session-cookie.ts'
import { hashSessionToken } from '../auth/session-token.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'

/** POST /api/logout: ends the session on the server; without one there is nothing to end. */
export const logoutRoute: Route = (app, { db }) => {
  app.post(
    '/api/logout',
    {
      schema: {
        operationId: 'logout',
        tags: ['account'],
        summary: 'Sign out',
        security: [{ session: [] }],
        response: {
          204: z.undefined().describe('Signed out'),
          ...problemResponses(403),
        },
      },
    },
    async (request, reply) => {
      const token = readSessionCookie(request)
      if (token) await deleteSession(db, hashSessionToken(token))
      clearSessionCookie(reply)
      return reply.code(204).send()
    },
  )
}
