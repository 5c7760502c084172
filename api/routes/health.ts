import { sql } from 'kysely'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { databaseUnavailable } from '../problems/problems.ts'
import { HealthResponse } from '../schemas/index.ts'

/** GET /api/health: whether this process can answer, which means whether Postgres does. */
export const healthRoute: Route = (app, { db }) => {
  app.get(
    '/api/health',
    {
      schema: {
        operationId: 'getHealth',
        tags: ['service'],
        summary: 'Whether the service can answer',
        response: { 200: HealthResponse.describe('It can'), ...problemResponses(503) },
      },
    },
    async (request) => {
      try {
        await sql`select 1`.execute(db)
      } catch (error) {
        request.log.error({ err: error }, 'Postgres does not answer')
        throw databaseUnavailable()
      }
      return { status: 'ok' as const }
    },
  )
}
