import { randomUUID } from 'node:crypto'
import { expect, inject, test } from 'vitest'
import { signIn } from './api-client.ts'

const { run } = inject('system')
const routes = ['/api/stats', '/api/orders', '/api/customers/top', '/api/sync', '/api/shop']

test("another shop's id, an unknown one and a malformed one give the same answer on every route", async () => {
  const [own, other] = run.logins
  if (!own || !other) throw new Error('Two logins are needed')
  const session = await signIn(run, own)
  for (const route of routes) {
    const answers = await Promise.all(
      [other.tenantId, randomUUID(), 'no-id'].map(async (id) => {
        const response = await session.request(route, { headers: { 'x-tenant-id': id } })
        const { instance: _, ...body } = (await response.json()) as Record<string, unknown>
        return { status: response.status, type: response.headers.get('content-type'), body }
      }),
    )
    expect([route, answers[0]?.status]).toEqual([route, 404])
    expect(answers[1]).toEqual(answers[0])
    expect(answers[2]).toEqual(answers[0])
  }
  const started = await session.request('/api/sync', {
    method: 'POST',
    headers: { 'x-tenant-id': other.tenantId },
  })
  expect(started.status).toBe(404)
})

test('without a session every route answers 401 and tells nothing', async () => {
  for (const route of routes) {
    const response = await fetch(`${run.url}${route}`)
    expect([route, response.status]).toEqual([route, 401])
    expect(response.headers.get('content-type')).toContain('application/problem+json')
  }
})

test('the agency sees each of its shops by X-Tenant-Id, each with its own currency', async () => {
  const agency = await signIn(run, run.agency)
  expect(agency.tenants).toHaveLength(3)
  const currencies = await Promise.all(
    agency.tenants.map(async ({ id }) => {
      const stats = await agency.get<{ totalRevenue: { currencyCode: string } }>('/api/stats', {
        'x-tenant-id': id,
      })
      return stats.totalRevenue.currencyCode
    }),
  )
  expect(currencies.toSorted()).toEqual(['EUR', 'JPY', 'USD'])
})
