import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant } from '../connection/in-tenant.ts'
import { loadCursor, raiseFence, rejectRows, resolveRejected, saveCursor } from '../ingest/index.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import { requestResync, requestRetry } from './index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

const NOON = new Date('2026-03-01T12:00:00Z')

test('a resync is noted where no walk was ever begun, and beside one that is under way', async () => {
  const { tenantId } = await createTestTenant(database.db)
  await inTenant(database.db, tenantId, async (trx) => {
    const fence = await raiseFence(trx, 'orders')
    await saveCursor(trx, 'orders', fence, { watermarkAt: '2026-02-01T00:00:00Z', pageCursor: 'p' })
    await requestResync(trx, 'orders', NOON)
    await requestResync(trx, 'customers', NOON)
    const asked = await trx
      .selectFrom('sync_cursors')
      .select(['entity', 'resync_requested_at'])
      .orderBy('entity')
      .execute()
    expect(asked).toEqual([
      { entity: 'customers', resync_requested_at: NOON },
      { entity: 'orders', resync_requested_at: NOON },
    ])
    // The attempt under way has lost nothing and goes on writing.
    await saveCursor(trx, 'orders', fence, { pageCursor: 'q' })
    expect(await loadCursor(trx, 'orders')).toMatchObject({
      watermarkAt: '2026-02-01T00:00:00Z',
      pageCursor: 'q',
    })
  })
})

test('a retry is asked for what is set aside, not for what was mirrored since', async () => {
  const { tenantId } = await createTestTenant(database.db)
  await inTenant(database.db, tenantId, async (trx) => {
    expect(await requestRetry(trx)).toBe(0)
    const row = (entityId: string) =>
      ({ entity: 'orders', entityId, json: { id: entityId }, reason: 'It did not fit.' }) as const
    await rejectRows(trx, [row('1'), row('2'), row('3')])
    await resolveRejected(trx, 'orders', [{ id: '2', updatedAt: '2026-03-01T00:00:00Z' }])
    expect(await requestRetry(trx, NOON)).toBe(2)
    const asked = await trx
      .selectFrom('rejected_rows')
      .select('entity_id')
      .where('retry_requested_at', '=', NOON)
      .orderBy('entity_id')
      .execute()
    expect(asked.map(({ entity_id: id }) => id)).toEqual(['1', '3'])
  })
})
