import { hasUsers } from '@tidemark/db'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { SetupState } from '../schemas/index.ts'

/** GET /api/setup: whether this Tidemark waits for its first account. */
export const setupStateRoute: Route = (app, { db }) => {
  app.get(
    '/api/setup',
    {
      schema: {
        operationId: 'getSetup',
        tags: ['account'],
        summary: 'Whether the first account is still to be made',
        response: { 200: SetupState.describe('Whether it is'), ...problemResponses(503) },
      },
    },
    async () => ({ open: !(await hasUsers(db)) }),
  )
}
