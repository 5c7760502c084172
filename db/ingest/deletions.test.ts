import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  findMissingIds,
  ingestOrders,
  ingestProducts,
  listMirroredIds,
  markDeleted,
} from './index.ts'
import { order, product } from './testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from './testing/test-shops.ts'

let shops: TestShops
let shop: TestShop
beforeAll(async () => {
  shops = await createTestShops()
})
beforeEach(async () => {
  shop = await shops.addShop('UTC', 'USD')
})
afterAll(async () => await shops.drop())

const live = async () =>
  await shop.run((trx) => listMirroredIds(trx, 'orders', { after: null, limit: 100 }))

describe('a deletion', () => {
  test('that happened before the version we have is not believed', async () => {
    await shop.ingest(order({ id: '1', updatedAt: '2026-03-10T12:00:00Z' }))
    const deleteAt = async (at: string | null) =>
      await shop.run((trx) => markDeleted(trx, 'orders', ['1'], at))
    expect(await deleteAt('2026-03-10T11:59:59Z')).toBe(0)
    expect(await live()).toEqual(['1'])
    expect(await deleteAt('2026-03-10T12:00:00Z')).toBe(1)
    expect(await live()).toEqual([])
  })

  test('needs no time when Shopify was asked for the very id, and is taken back the same way', async () => {
    const known = order({ id: '1', updatedAt: '2026-03-10T12:00:00Z' })
    await shop.ingest(known)
    await shop.run((trx) => markDeleted(trx, 'orders', ['1'], null))
    expect(await shop.ingest(known)).toMatchObject({ stale: 1 })
    expect(await live()).toEqual([])
    await shop.run((trx) => ingestOrders(trx, [known], { revive: true }))
    expect(await live()).toEqual(['1'])
  })

  test('of a product keeps its row', async () => {
    await shop.run((trx) => ingestProducts(trx, [product({ id: '1' })]))
    await shop.run((trx) => markDeleted(trx, 'products', ['1'], null))
    const rows = await shop.run((trx) => trx.selectFrom('products').selectAll().execute())
    expect(rows).toMatchObject([{ id: '1', deleted_at: expect.any(Date) }])
  })
})

test('ids are listed page by page in numeric order, and held against those of Shopify', async () => {
  await shop.ingest(...['9', '10', '100', '2'].map((id) => order({ id })))
  await shop.run((trx) => markDeleted(trx, 'orders', ['10'], null))
  const page = async (after: string | null) =>
    await shop.run((trx) => listMirroredIds(trx, 'orders', { after, limit: 2 }))
  expect(await page(null)).toEqual(['2', '9'])
  expect(await page('9')).toEqual(['100'])
  expect(await page('100')).toEqual([])
  const missing = await shop.run((trx) => findMissingIds(trx, 'orders', ['11', '10', '9', '2']))
  expect(missing).toEqual(['10', '11'])
})
