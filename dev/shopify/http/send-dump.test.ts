import { afterAll, expect, test } from 'vitest'
import type { DumpLine } from '../truth/dump.ts'
import { startTestShopify } from './start-test-shopify.ts'

const { shopify, shop, control } = await startTestShopify()

afterAll(() => shopify.stop())

test('a dump names the shop first and then every object as the generator has it', async () => {
  await control('clock', { frozen: true })
  await control('changes', { count: 500, seed: 1 })
  const response = await fetch(`${shopify.control}/_control/dump?shop=${shop.shop.handle}`)
  const text = await response.text()
  const [first, ...objects] = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as DumpLine)
  expect(first).toMatchObject({ kind: 'shop', domain: shop.shop.domain, minorDigits: 2 })
  const listed = (kind: DumpLine['kind']): unknown[] =>
    objects.flatMap(({ kind: of, ...object }) => (of === kind ? [object] : []))
  for (const [kind, held] of [
    ['order', shop.orders],
    ['customer', shop.customers],
    ['product', shop.products],
    ['variant', shop.variants],
  ] as const) {
    expect(listed(kind)).toEqual(JSON.parse(JSON.stringify([...held.values()])))
  }
})

test('a dump of a shop that is not there is refused with a sentence', async () => {
  const response = await fetch(`${shopify.control}/_control/dump?shop=corner-store`)
  expect(response.status).toBe(400)
  expect(await response.json()).toEqual({ errors: 'There is no shop "corner-store".' })
})
