import { inTenant, saveSubscriptionState } from '@tidemark/db'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { WebhooksResponse } from '../schemas/index.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

test('webhooks are told of: where they go, what came last, and what waits', async () => {
  const { tenantId } = await createTestTenant(server.db)
  const account = await createTestAccount(server.db, 'ann@example.com', [{ tenantId }])
  const headers = await signIn(server.app, account)
  const read = async (): Promise<WebhooksResponse> =>
    WebhooksResponse.parse((await server.app.inject({ url: '/api/webhooks', headers })).json())
  expect(await read()).toEqual({ subscriptions: null, lastReceivedAt: null, pending: 0 })

  const subscriptions = {
    checkedAt: new Date('2026-03-01T06:00:00Z'),
    address: 'https://tidemark.example/api/shopify/webhooks',
    topics: ['ORDERS_CREATE', 'ORDERS_EDITED'],
    fault: 'ORDERS_DELETE was refused.',
  }
  await inTenant(server.db, tenantId, async (trx) => {
    await saveSubscriptionState(trx, subscriptions)
    await sql`
      insert into webhook_deliveries
        (tenant_id, topic, event_id, subject, entity, object_ids, received_at, handled_at)
      values
        (${tenantId}, 'orders/updated', 'a', '1', 'orders', '{1}', '2026-03-01T07:00:00Z',
          '2026-03-01T07:00:02Z'),
        (${tenantId}, 'orders/updated', 'b', '2', 'orders', '{2}', '2026-03-01T08:00:00Z', null),
        (${tenantId}, 'orders/updated', 'c', '3', 'orders', '{3}', '2026-03-01T07:30:00Z', null)
    `.execute(trx)
  })
  expect(await read()).toEqual({
    subscriptions: { ...subscriptions, checkedAt: '2026-03-01T06:00:00.000Z' },
    lastReceivedAt: '2026-03-01T08:00:00.000Z',
    pending: 2,
  })
})
