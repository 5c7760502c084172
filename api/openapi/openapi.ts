import swagger from '@fastify/swagger'
import scalar from '@scalar/fastify-api-reference'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import type { App } from '../dependencies.ts'

/** Describes every route that is registered after it, from the schemas that also validate. */
export async function describeApi(app: App): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tidemark',
        version: '1.0.0',
        description:
          "A merchant's figures from the mirrored shop, and the sync that keeps them true. " +
          'Sign in with `POST /api/login`; the answer sets the session cookie that all other ' +
          'routes need. Days are days in the shop’s own time zone.',
      },
      components: {
        securitySchemes: {
          session: {
            type: 'apiKey',
            in: 'cookie',
            name: 'tidemark_session',
            description: 'Over HTTPS the cookie is called __Host-tidemark_session.',
          },
        },
      },
      tags: [
        { name: 'account', description: 'Signing in and out, and the shops of an account' },
        { name: 'figures', description: 'What the numbers mean is written at each field' },
        { name: 'export', description: 'The same tables as CSV files, for programs and people' },
        { name: 'connection', description: 'Connecting shops, and what stands in the way of one' },
        { name: 'sync', description: 'Bringing the mirror up to date' },
        { name: 'shopify', description: 'What Shopify calls' },
        { name: 'service', description: 'The API itself' },
      ],
    },
    transform: jsonSchemaTransform,
    transformObject,
  })
}

/** Every named schema comes in two forms; bodies here use no named ones, so one form is enough. */
const transformObject: typeof jsonSchemaTransformObject = (input) => {
  const document = jsonSchemaTransformObject(input)
  if (!('components' in document) || !document.components?.schemas) return document
  const schemas: Record<string, unknown> = document.components.schemas
  for (const name of Object.keys(schemas)) if (name.endsWith('Input')) delete schemas[name]
  return document
}

/** The page to try the API at, with its script from this server and nothing from anyone else. */
export async function serveDocs(app: App): Promise<void> {
  await app.register(scalar, {
    routePrefix: '/api/docs',
    configuration: {
      url: '/api/openapi.json',
      withDefaultFonts: false,
      telemetry: false,
      hideClientButton: true,
      showDeveloperTools: 'never',
      agent: { disabled: true },
      mcp: { disabled: true },
    },
    hooks: {
      onRequest: (_request, reply, done) => {
        void reply.headers({
          'content-security-policy':
            "default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; " +
            "img-src 'self' data:; font-src 'self' data:; frame-ancestors 'none'",
          'cache-control': 'no-cache',
        })
        done()
      },
    },
  })
}
