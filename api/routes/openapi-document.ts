import type { Route } from '../dependencies.ts'

/** GET /api/openapi.json: OpenAPI 3.1, made from the schemas that also validate. */
export const openapiDocumentRoute: Route = (app) => {
  app.get('/api/openapi.json', { schema: { hide: true } }, async (_request, reply) => {
    void reply.header('cache-control', 'no-cache')
    return app.swagger()
  })
}
