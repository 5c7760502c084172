import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { ingestProducts, type ProductInput, type VariantInput } from './index.ts'
import { product } from './testing/inputs.ts'
import { physicalRows } from './testing/physical-rows.ts'
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

const variant = (id: string, fields: Partial<VariantInput> = {}): VariantInput => ({
  id,
  title: `Variant ${id}`,
  sku: null,
  price: '10.0',
  position: 1,
  ...fields,
})
const ingest = async (...batch: ProductInput[]) =>
  await shop.run((trx) => ingestProducts(trx, batch))
const variantsOf = async (productId: string) =>
  await shop.run((trx) =>
    trx
      .selectFrom('variants')
      .select(['id', 'title', 'price'])
      .where('product_id', '=', productId)
      .orderBy('id')
      .execute(),
  )

const shirt = product({ id: '1', variants: [variant('1'), variant('2')] })

test('a product comes with its variants; coming again, nothing is written', async () => {
  expect(await ingest(shirt)).toEqual({ changed: 1, unchanged: 0, stale: 0, rejected: 0 })
  const before = await shop.run(physicalRows)
  const respelled = { ...shirt, variants: [variant('2', { price: '10.00' }), variant('1')] }
  expect(await ingest(respelled)).toEqual({ changed: 0, unchanged: 1, stale: 0, rejected: 0 })
  expect(await shop.run(physicalRows)).toEqual(before)
})

test('a change of one variant is a change of the product', async () => {
  const cup = product({ id: '2', variants: [variant('3')] })
  await ingest(shirt, cup)
  const dearer = { ...shirt, variants: [variant('1'), variant('2', { price: '11.0' })] }
  expect(await ingest(dearer, cup)).toMatchObject({ changed: 1, unchanged: 1 })
  expect(await variantsOf('1')).toMatchObject([{ price: '10.0' }, { price: '11.0' }])
})

test('a variant vanishes when it is missing from a whole list, not from a part of one', async () => {
  await ingest(shirt)
  const part = { ...shirt, variants: [variant('3')], variantsComplete: false }
  expect(await ingest(part)).toMatchObject({ changed: 1 })
  expect((await variantsOf('1')).map((row) => row.id)).toEqual(['1', '2', '3'])
  expect(await ingest({ ...shirt, variants: [variant('3')] })).toMatchObject({ changed: 1 })
  expect((await variantsOf('1')).map((row) => row.id)).toEqual(['3'])
})

test('an older version changes no variant', async () => {
  await ingest({ ...shirt, updatedAt: '2026-03-01T00:00:00Z' })
  expect(await ingest({ ...shirt, variants: [] })).toMatchObject({ changed: 0, stale: 1 })
  expect(await variantsOf('1')).toHaveLength(2)
})
