import { countMembers } from '@tidemark/db'
import { findOwnRequest } from '../connect/find-request.ts'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { ConnectRequest, RequestParams } from '../schemas/index.ts'

/** GET /api/connect/{id}: how far a shop has come in, for the browser that brought it. */
export const connectRequestRoute: Route = (app, { db }) => {
  app.get(
    '/api/connect/:id',
    {
      schema: {
        operationId: 'getConnectRequest',
        tags: ['connection'],
        summary: 'How far a shop has come in',
        description: 'For the browser that began it; needs no session.',
        params: RequestParams,
        response: { 200: ConnectRequest.describe('How far'), ...problemResponses(404) },
      },
    },
    async (request) => {
      const found = await findOwnRequest(db, request, request.params.id)
      const { shopDomain, status, sentence, action, tenantId } = found
      const claimable =
        status === 'done' && tenantId !== null && (await countMembers(db, tenantId)) === 0
      return { shopDomain, status, sentence, action, tenantId, claimable }
    },
  )
}
