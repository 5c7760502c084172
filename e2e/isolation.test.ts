import { randomUUID } from 'node:crypto'
import { beforeAll, expect, inject, test } from 'vitest'
import { signIn } from './api-client.ts'

const { run } = inject('system')

interface Schema {
  enum?: string[]
  format?: string
}

/** What of the API's own description is needed here. */
interface Operation {
  parameters?: { in: string; name: string; required?: boolean; schema: Schema }[]
}

/** Every address that answers about a shop, with the parameters that it cannot do without. */
let routes: string[]
/** Those of them that take the shop in the address too, since a link sends no header. */
const addressed = new Set<string>()
beforeAll(async () => {
  const response = await fetch(`${run.url}/api/openapi.json`)
  const { paths } = (await response.json()) as { paths: Record<string, { get?: Operation }> }
  routes = Object.entries(paths).flatMap(([path, { get }]) => {
    const parameters = get?.parameters ?? []
    if (!parameters.some(({ name }) => name.toLowerCase() === 'x-tenant-id')) return []
    const valueOf = ({ schema }: (typeof parameters)[number]) =>
      schema.enum?.[0] ?? (schema.format === 'uuid' ? randomUUID() : '1')
    const address = parameters
      .filter((one) => one.in === 'path')
      .reduce((so, one) => so.replace(`{${one.name}}`, valueOf(one)), path)
    const needed = parameters
      .filter((one) => one.in === 'query' && one.required === true)
      .map((one) => `${one.name}=${valueOf(one)}`)
    const route = needed.length > 0 ? `${address}?${needed.join('&')}` : address
    if (parameters.some(({ name }) => name === 'tenant')) addressed.add(route)
    return route
  })
  if (routes.length < 15) throw new Error(`Only ${routes.length} addresses are described`)
})

test("another shop's id, an unknown one and a malformed one give the same answer on every route", async () => {
  const [own, other] = run.logins
  if (!own || !other) throw new Error('Two logins are needed')
  const session = await signIn(run, own)
  for (const route of routes) {
    const ids = [other.tenantId, randomUUID(), 'no-id']
    const requests = ids.map((id) => session.request(route, { headers: { 'x-tenant-id': id } }))
    if (addressed.has(route)) {
      const more = route.includes('?') ? '&' : '?'
      requests.push(...ids.map((id) => session.request(`${route}${more}tenant=${id}`)))
    }
    const answers = await Promise.all(
      requests.map(async (request) => {
        const response = await request
        const { instance: _, ...body } = (await response.json()) as Record<string, unknown>
        return { status: response.status, type: response.headers.get('content-type'), body }
      }),
    )
    expect([route, answers[0]?.status]).toEqual([route, 404])
    for (const answer of answers) expect(answer).toEqual(answers[0])
  }
  expect(addressed.size).toBeGreaterThan(15)
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
