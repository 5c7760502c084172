import { WANTED_SCOPES } from '@tidemark/db'
import type { Route } from '../dependencies.ts'
import { problemResponses } from '../openapi/problem-responses.ts'
import { ConnectOptions } from '../schemas/index.ts'

/** GET /api/connect: the ways in that this Tidemark offers. */
export const connectOptionsRoute: Route = (app, { config }) => {
  app.get(
    '/api/connect',
    {
      schema: {
        operationId: 'getConnectOptions',
        tags: ['connection'],
        summary: 'In which ways shops can be connected',
        response: { 200: ConnectOptions.describe('The ways in'), ...problemResponses() },
      },
    },
    async () => ({
      install: config.shopifyApp !== undefined && config.keyring !== undefined,
      credentials: config.keyring !== undefined,
      scopes: [...WANTED_SCOPES],
    }),
  )
}
