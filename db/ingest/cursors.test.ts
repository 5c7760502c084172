import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { FencedError, ingestOrders, loadCursor, raiseFence, saveCursor } from './index.ts'
import { order } from './testing/inputs.ts'
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

const never = {
  watermarkAt: null,
  watermarkId: null,
  pageCursor: null,
  walkQuery: null,
  walkStartedAt: null,
  resyncRequestedAt: null,
}

test('a cursor remembers a walk, field by field, and times in the spelling of Shopify', async () => {
  expect(await shop.run((trx) => loadCursor(trx, 'orders'))).toEqual(never)
  const fence = await shop.run((trx) => raiseFence(trx, 'orders'))
  expect(await shop.run((trx) => loadCursor(trx, 'orders'))).toEqual(never)
  const walk = {
    pageCursor: 'abc',
    walkQuery: "updated_at:>='2026-01-01'",
    resyncRequestedAt: null,
    walkStartedAt: '2026-03-10T12:00:00.500Z',
  }
  await shop.run((trx) => saveCursor(trx, 'orders', fence, walk))
  await shop.run((trx) =>
    saveCursor(trx, 'orders', fence, {
      watermarkAt: '2026-03-10T12:00:00Z',
      watermarkId: '9007199254740993',
    }),
  )
  const expected = {
    watermarkAt: '2026-03-10T12:00:00Z',
    watermarkId: '9007199254740993',
    ...walk,
    walkStartedAt: '2026-03-10T12:00:00.5Z',
  }
  expect(await shop.run((trx) => loadCursor(trx, 'orders'))).toEqual(expected)
  await shop.run((trx) => saveCursor(trx, 'orders', fence, { pageCursor: null }))
  expect(await shop.run((trx) => loadCursor(trx, 'orders'))).toEqual({
    ...expected,
    pageCursor: null,
  })
})

test('an attempt that was overtaken writes neither rows nor cursor', async () => {
  const old = await shop.run((trx) => raiseFence(trx, 'orders'))
  const current = await shop.run((trx) => raiseFence(trx, 'orders'))
  expect(current > old).toBe(true)
  const write = async (id: string, fence: bigint) =>
    await shop.run(async (trx) => {
      await ingestOrders(trx, [order({ id })])
      await saveCursor(trx, 'orders', fence, { pageCursor: id })
    })
  await expect(write('1', old)).rejects.toThrow(FencedError)
  await write('2', current)
  const ids = await shop.run((trx) => trx.selectFrom('orders').select('id').execute())
  expect(ids).toEqual([{ id: '2' }])
  expect(await shop.run((trx) => loadCursor(trx, 'orders'))).toMatchObject({ pageCursor: '2' })
})

test('fences of entities and of shops are their own', async () => {
  const other = await shops.addShop('UTC', 'USD')
  const fence = await shop.run((trx) => raiseFence(trx, 'orders'))
  await shop.run((trx) => raiseFence(trx, 'customers'))
  await other.run((trx) => raiseFence(trx, 'orders'))
  await other.run((trx) => raiseFence(trx, 'orders'))
  await shop.run((trx) => saveCursor(trx, 'orders', fence, {}))
  await expect(
    shop.run((trx) => saveCursor(trx, 'products', fence, { pageCursor: 'x' })),
  ).rejects.toThrow(FencedError)
})
