import { expect, it } from 'vitest'
import { ShopifyServerError, ShopifyTooExpensiveError } from '../shopify/errors.ts'
import { PageSizes } from '../shopify/page-sizes.ts'
import type { ShopClient } from '../shopify/shop-client.ts'
import { createCustomerReader } from './customer-reader.ts'
import { fetchNewest, fetchPage } from './fetch-page.ts'
import { orderReader } from './order-reader.ts'
import { beginWalk } from './walk-position.ts'

/** A shop that answers pages of up to `most` rows, and refuses larger ones. */
function createSource(most: number, error: Error, sizes: PageSizes) {
  const asked: unknown[] = []
  const client: ShopClient = {
    shopDomain: 'a-shop.myshopify.com',
    request: ({ variables }) => {
      asked.push(variables?.['first'])
      if (Number(variables?.['first']) > most) return Promise.reject(error)
      const orders = { nodes: [], pageInfo: { hasNextPage: false, endCursor: null } }
      return Promise.resolve({ data: { orders }, cost: null })
    },
  }
  const caller = { signal: new AbortController().signal, pause: () => Promise.resolve() }
  const optional = { variables: {}, gaps: [] }
  return { asked, source: { client, reader: orderReader, sizes, optional, caller } }
}

const start = beginWalk(null, 0)

it.each([new ShopifyTooExpensiveError(), new ShopifyServerError(504)])(
  'a page that Shopify cannot answer is asked for in smaller ones: $name',
  async (error) => {
    const { asked, source } = createSource(50, error, new PageSizes([250, 100, 50, 25]))
    await fetchPage(source, start)
    expect(asked).toEqual([250, 100, 50])
  },
)

it('when not even the smallest page is answered, the error is thrown', async () => {
  const error = new ShopifyServerError(504)
  const { source } = createSource(0, error, new PageSizes([250, 1]))
  await expect(fetchPage(source, start)).rejects.toBe(error)
})

it('pages grow again when all has been well for a while', async () => {
  const sizes = new PageSizes([250, 100])
  const { asked, source } = createSource(250, new Error('never'), sizes)
  sizes.shrink()
  for (let page = 0; page < 21; page += 1) await fetchPage(source, start)
  expect(asked.at(0)).toBe(100)
  expect(asked.at(-1)).toBe(250)
})

const at = (minute: number) => `2026-03-01T12:${String(minute).padStart(2, '0')}:00Z`

/** A shop whose newest customers changed at these minutes past noon, newest first. */
function newestOf(minutes: readonly number[], hasNextPage: boolean) {
  const nodes = minutes.map((minute) => ({
    id: `gid://shopify/Customer/${minute}`,
    updatedAt: at(minute),
  }))
  const asked: unknown[] = []
  const client: ShopClient = {
    shopDomain: 'a-shop.myshopify.com',
    request: ({ variables }) => {
      asked.push(variables)
      const customers = { nodes, pageInfo: { hasNextPage, endCursor: hasNextPage ? 'more' : null } }
      return Promise.resolve({ data: { customers }, cost: null })
    },
  }
  const { source } = createSource(250, new Error('never'), new PageSizes([250]))
  const reader = createCustomerReader(() => new Date())
  return { asked, source: { ...source, client, reader } }
}

it('the newest customers are all that changed when they reach back behind the watermark', async () => {
  const { asked, source } = newestOf([40, 30, 20], true)
  const page = await fetchNewest(source, at(30))
  expect(page?.endCursor).toBeNull()
  expect(page?.nodes.map((node) => (node as { updatedAt: string }).updatedAt)).toEqual(
    [20, 30, 40].map(at),
  )
  expect(asked).toMatchObject([{ sortKey: 'UPDATED_AT', reverse: true }])
  expect(asked[0]).not.toHaveProperty('query')
})

it('where they do not reach so far there may be more, unless these are all customers', async () => {
  expect(await fetchNewest(newestOf([40, 30, 26], true).source, at(30))).toBeNull()
  expect(await fetchNewest(newestOf([40, 30, 26], false).source, at(30))).not.toBeNull()
})
