import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { startSyncingShop, type SyncingShop } from '../../testing/syncing-shop.ts'
import { startTestTemporal, type TestTemporal } from '../../testing/test-temporal.ts'

let temporal: TestTemporal
let shop: SyncingShop

beforeAll(async () => {
  temporal = await startTestTemporal()
  shop = await startSyncingShop(temporal)
  await shop.sync('first')
  await shop.sync('schedule')
})
afterAll(async () => {
  await shop.stop()
  await temporal.close()
})

/** Moves how far the products were read, and when. */
const setLast = ({ watermark, readAt }: { watermark: string; readAt: string }) =>
  shop.query(sql`
    with moved as (
      update sync_coverage set complete_to = ${readAt}::timestamptz where entity = 'products'
    )
    update sync_cursors set watermark_at = ${watermark}::timestamptz where entity = 'products'
  `)

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString()

async function countBulkOperations(): Promise<number> {
  const response = await fetch(shop.standIn.origin.replace('{shop}', '_control/state'))
  const { shops } = (await response.json()) as { shops: { bulkOperations: object[] }[] }
  return shops.flatMap(({ bulkOperations }) => bulkOperations).length
}

it('a shop in which nothing has changed for long is asked five things, and no counts of changes', async () => {
  await setLast({ watermark: daysAgo(2), readAt: daysAgo(0) })
  const before = await shop.state()
  const { entities } = await shop.sync('schedule')
  const after = await shop.state()
  expect(after.requests - before.requests).toBe(5)
  expect(entities.products).toMatchObject({ mode: 'pages', done: true })
})

it('where nothing was read for long either, and much has changed since, a bulk operation reads it', async () => {
  await setLast({ watermark: daysAgo(2_000), readAt: daysAgo(2) })
  const before = await countBulkOperations()
  await shop.sync('schedule')
  expect((await countBulkOperations()) - before).toBe(1)
  await shop.expectTruth()
})
