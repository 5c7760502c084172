import { inTenant, saveConnection } from '@tidemark/db'
import { coverage } from '@tidemark/db/insights'
import { readKeyring } from '@tidemark/db/secrets'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startSyncingShop, type SyncingShop } from '../testing/syncing-shop.ts'
import { startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'

let temporal: TestTemporal
let shop: SyncingShop

beforeAll(async () => {
  temporal = await startTestTemporal()
})
afterAll(() => temporal.close())
beforeEach(async () => {
  shop = await startSyncingShop(temporal, { scale: 0.004 })
})
afterEach(() => shop.stop())

const ALL = ['read_orders', 'read_all_orders', 'read_customers', 'read_products']

/** Connects the shop anew, with a token for some of the scopes. */
async function connect(...scopes: string[]): Promise<void> {
  const { token } = (await shop.control('token', { scopes })) as { token: string }
  await inTenant(shop.db, shop.tenantId, (trx) =>
    saveConnection(trx, readKeyring(shop.keys), { kind: 'admin_token', accessToken: token }),
  )
}

const coverageOf = async (entity: string) => {
  const all = await inTenant(shop.db, shop.tenantId, coverage)
  return all.find((one) => one.entity === entity)
}

const DAY_MS = 24 * 60 * 60_000

it('before the first sync nothing is covered; after it everything is, from the shop’s beginning', async () => {
  expect((await coverageOf('orders'))?.gaps.map(({ code }) => code)).toEqual(['not_read_yet'])
  const begun = Date.now()
  await shop.sync('first')
  for (const entity of ['orders', 'customers', 'products']) {
    const covered = await coverageOf(entity)
    expect([entity, covered?.completeFrom, covered?.gaps]).toEqual([entity, null, []])
    expect(covered?.completeTo?.getTime()).toBeGreaterThanOrEqual(begun)
    expect(covered?.comparedAt).not.toBeNull()
  }
})

it('without the scope for all orders the mirror begins sixty days ago, and says so', async () => {
  await connect(...ALL.filter((scope) => scope !== 'read_all_orders'))
  expect(await shop.sync('first')).toMatchObject({ outcome: 'completed' })
  const covered = await coverageOf('orders')
  expect(covered?.gaps.map(({ code }) => code)).toEqual(['sixty_days'])
  const age = Date.now() - (covered?.completeFrom?.getTime() ?? 0)
  expect(Math.round(age / DAY_MS)).toBe(60)
  const [row] = await shop.query<{ old: number; recent: number }>(sql`
    select
      count(*) filter (where created_at < now() - interval '61 days')::int as old,
      count(*)::int as recent
    from orders where deleted_at is null
  `)
  expect(row).toMatchObject({ old: 0, recent: expect.any(Number) })
  expect(row?.recent).toBeGreaterThan(0)

  // Granted later: one resync, and the gap is gone.
  await connect(...ALL)
  await shop.query(sql`update sync_cursors set resync_requested_at = now() where entity = 'orders'`)
  await shop.sync()
  expect(await coverageOf('orders')).toMatchObject({ completeFrom: null, gaps: [] })
  await shop.expectTruth()
})

it('orders that go out of sight are not taken for deleted', async () => {
  await shop.sync('first')
  await connect(...ALL.filter((scope) => scope !== 'read_all_orders'))
  await shop.query(sql`update sync_coverage set compared_at = null`)
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
})

it('a scope that is missing stops the sync with the word for it, and is no zero', async () => {
  await connect('read_orders', 'read_all_orders', 'read_customers')
  await expect(shop.sync('first')).rejects.toThrow('Workflow execution failed')
  const [run] = await shop.query<{ error: { kind: string; action: string } }>(
    sql`select error from sync_runs`,
  )
  expect(run?.error.kind).toBe('ask_a_person')
  expect(run?.error.action).toContain('read_products')
  expect(await coverageOf('products')).toMatchObject({ completeTo: null })
})
