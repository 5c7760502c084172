import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestServer, type TestServer } from '../testing/test-server.ts'

interface Document {
  openapi: string
  paths: Record<string, Record<string, Operation>>
  components: { schemas: Record<string, unknown>; securitySchemes: Record<string, unknown> }
}
interface Operation {
  operationId: string
  tags: string[]
  summary: string
  security?: Record<string, string[]>[]
  parameters?: { in: string; name: string; schema: unknown }[]
  responses: Record<string, { description: string; content?: Record<string, { schema: unknown }> }>
}

let server: TestServer
let document: Document
beforeAll(async () => {
  server = await createTestServer()
  document = (await server.app.inject({ url: '/api/openapi.json' })).json()
})
afterAll(async () => {
  await server.close()
})

const operations = () =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

test('every route is described, and nothing else', () => {
  expect(document.openapi).toBe('3.1.0')
  expect(operations().map(({ path, method }) => `${method} ${path}`)).toEqual([
    'post /api/login',
    'post /api/logout',
    'post /api/password',
    'get /api/session',
    'post /api/session/tenant',
    'get /api/setup',
    'post /api/setup',
    'get /api/members',
    'delete /api/members/{id}',
    'get /api/shopify/install',
    'get /api/shopify/callback',
    'get /api/connect',
    'post /api/connect',
    'get /api/connect/{id}',
    'post /api/connect/{id}/account',
    'get /api/connection',
    'patch /api/connection',
    'get /api/webhooks',
    'get /api/definitions',
    'get /api/shop',
    'patch /api/shop',
    'get /api/shops/overview',
    'get /api/stats',
    'get /api/orders',
    'get /api/orders/list',
    'get /api/orders/{id}',
    'get /api/sales',
    'get /api/sales/filters',
    'get /api/customers',
    'get /api/customers/top',
    'get /api/customers/drift',
    'get /api/customers/rfm',
    'get /api/customers/time-between-orders',
    'get /api/customers/{id}',
    'get /api/cohorts',
    'get /api/products',
    'get /api/products/filters',
    'get /api/products/{id}',
    'get /api/proof',
    'get /api/export/shops',
    'get /api/export/figures',
    'get /api/export/sales-over-time',
    'get /api/export/sales',
    'get /api/export/orders',
    'get /api/export/order-ledger',
    'get /api/export/order-lines',
    'get /api/export/products',
    'get /api/export/product-history',
    'get /api/export/product-variants',
    'get /api/export/customers',
    'get /api/export/top-customers',
    'get /api/export/customer-orders',
    'get /api/export/customer-history',
    'get /api/export/customer-drift',
    'get /api/export/customer-drift-sizes',
    'get /api/export/customer-drift-ages',
    'get /api/export/rfm',
    'get /api/export/rfm-cut-offs',
    'get /api/export/time-between-orders',
    'get /api/export/cohorts',
    'get /api/export/proof',
    'get /api/export/syncs',
    'get /api/export/coverage',
    'get /api/export/rejected',
    'post /api/sync',
    'get /api/sync',
    'get /api/sync/events',
    'post /api/shop/control',
    'get /api/coverage',
    'get /api/rejected',
    'get /api/health',
    'get /api/compliance/exports',
    'get /api/compliance/exports/{id}',
    'post /api/shopify/webhooks',
  ])
})

test('each operation has a name of its own, says what it answers, and needs a session or not', () => {
  const names = operations().map(({ operation }) => operation.operationId)
  expect(new Set(names).size).toBe(names.length)
  const open = operations().filter(({ operation }) => !operation.security)
  expect(open.map(({ path }) => path)).toEqual([
    '/api/login',
    '/api/setup',
    '/api/setup',
    '/api/shopify/install',
    '/api/shopify/callback',
    '/api/connect',
    '/api/connect/{id}',
    '/api/connect/{id}/account',
    '/api/health',
    '/api/shopify/webhooks',
  ])
  for (const { path, operation } of operations()) {
    expect(operation.summary).toBeTruthy()
    for (const [status, response] of Object.entries(operation.responses)) {
      expect([path, status, response.description]).toEqual([path, status, expect.any(String)])
      if (Number(status) < 400) continue
      expect([path, status, response.content]).toEqual([
        path,
        status,
        { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      ])
    }
  }
})

test('every reference leads to a schema of the document', () => {
  const references = JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)
  for (const [, reference = ''] of references) {
    expect(reference).toMatch(/^#\/components\/schemas\//)
    expect(Object.keys(document.components.schemas)).toContain(reference.split('/').at(-1))
  }
})

test('the page to try it at loads nothing from anywhere else', async () => {
  const page = await server.app.inject({ url: '/api/docs/' })
  expect(page.statusCode).toBe(200)
  expect(page.headers['content-type']).toContain('text/html')
  expect(page.headers['content-security-policy']).toContain("default-src 'self'")
  expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//)
  const script = /src="([^"]+)"/.exec(page.body)?.[1] ?? ''
  const url = new URL(script, 'http://localhost/api/docs/').pathname
  const answer = await server.app.inject({ url })
  expect([url, answer.statusCode]).toEqual([url, 200])
})
