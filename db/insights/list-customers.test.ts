import { afterAll, beforeAll, expect, test } from 'vitest'
import { ingestCustomers } from '../ingest/index.ts'
import { customer, order, sale } from '../ingest/testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from '../ingest/testing/test-shops.ts'
import type { CustomerPlace } from './customer-order.ts'
import { listCustomers, type ListCustomersInput } from './list-customers.ts'
import { listGroup } from './list-group.ts'
import { rfmCutOffs } from './rfm-cut-offs.ts'
import { RFM_RULES } from './rfm-group.ts'

let shops: TestShops
let shop: TestShop
beforeAll(async () => {
  shops = await createTestShops()
  shop = await shops.addShop('America/New_York', 'USD')
})
afterAll(async () => await shops.drop())

const bought = (id: string, customerId: string, day: string, currencyCode: string) =>
  order({
    id,
    customerId,
    currencyCode,
    processedAt: `${day}T12:00:00Z`,
    sales: [sale({ id: `${id}1`, currencyCode, happenedAt: `${day}T12:00:00Z` })],
  })

const byFirstOrder = async (options: Partial<ListCustomersInput>): Promise<string[]> =>
  await shop.run(async (trx) => {
    const terms = { currencyCode: 'USD', timeZone: 'America/New_York' }
    const cutOffs = await rfmCutOffs(trx, terms)
    const sorted = { sort: 'firstOrder', direction: 'asc', limit: 50 } as const
    const { rows } = await listCustomers(trx, { ...terms, cutOffs, ...sorted, ...options })
    return rows.map(({ id }) => id)
  })

test('by first order a customer has the place of the first in any currency, once', async () => {
  const all = ['1', '2', '3', '4'].map((id) => customer({ id, displayName: `Kim ${id}` }))
  await shop.run((trx) => ingestCustomers(trx, all))
  await shop.ingest(
    bought('11', '1', '2026-02-01', 'USD'),
    bought('12', '1', '2026-02-03', 'USD'),
    bought('21', '2', '2026-01-01', 'EUR'),
    bought('22', '2', '2026-03-01', 'USD'),
    bought('31', '3', '2026-01-15', 'EUR'),
    bought('41', '4', '2026-01-20', 'USD'),
  )
  await shop.drain()
  expect(await byFirstOrder({})).toEqual(['2', '4', '1'])
  expect(await byFirstOrder({ direction: 'desc' })).toEqual(['1', '4', '2'])
  const behind = { sortValue: '2026-01-20 12:00:00+00', id: '4' }
  expect(await byFirstOrder({ after: behind })).toEqual(['1'])
  expect(await byFirstOrder({ found: ['1', '2', '3'] })).toEqual(['2', '1'])
  expect(await byFirstOrder({ found: ['1', '2', '4'], after: behind })).toEqual(['1'])
  expect(await byFirstOrder({ found: { text: 'kim' } })).toEqual(['2', '4', '1'])
})

test('by orders, who has as many follows by the last of them; pages go on between these', async () => {
  const other = await shops.addShop('UTC', 'USD')
  await other.run((trx) =>
    ingestCustomers(
      trx,
      ['1', '2', '3', '4'].map((id) => customer({ id })),
    ),
  )
  await other.ingest(
    bought('11', '1', '2026-02-05', 'USD'),
    bought('21', '2', '2026-01-01', 'USD'),
    bought('22', '2', '2026-01-02', 'USD'),
    bought('31', '3', '2026-02-09', 'USD'),
    bought('41', '4', '2026-02-05', 'USD'),
  )
  await other.drain()
  const pages = async (direction: 'asc' | 'desc'): Promise<string[]> =>
    await other.run(async (trx) => {
      const terms = { currencyCode: 'USD', timeZone: 'UTC' }
      const input = { ...terms, cutOffs: await rfmCutOffs(trx, terms), sort: 'orders' } as const
      const found: string[] = []
      for (let after: CustomerPlace | undefined, more = true; more;) {
        const page = await listCustomers(trx, { ...input, direction, after, limit: 1 })
        found.push(...page.rows.map(({ id }) => id))
        after = page.rows.at(-1)
        more = page.more
      }
      return found
    })
  expect(await pages('desc')).toEqual(['2', '3', '4', '1'])
  expect(await pages('asc')).toEqual(['1', '4', '3', '2'])
})

test('so it is within a group too', async () => {
  const other = await shops.addShop('UTC', 'USD')
  // The later a customer's id, the earlier its only order.
  const ids = Array.from({ length: 12 }, (_, at) => `${at + 1}`)
  await other.run((trx) =>
    ingestCustomers(
      trx,
      ids.map((id) => customer({ id })),
    ),
  )
  const day = (id: string) => `2026-02-${String(28 - Number(id)).padStart(2, '0')}`
  await other.ingest(...ids.map((id) => bought(`${id}1`, id, day(id), 'USD')))
  await other.drain()
  const members = await other.run(async (trx) => {
    const terms = { currencyCode: 'USD', timeZone: 'UTC', limit: 50, sort: 'orders' } as const
    const cutOffs = await rfmCutOffs(trx, terms)
    const found: { asc: string[]; desc: string[] }[] = []
    for (const { group } of RFM_RULES) {
      const list = async (direction: 'asc' | 'desc') =>
        (await listGroup(trx, { ...terms, cutOffs, group, direction })).rows.map(({ id }) => id)
      found.push({ asc: await list('asc'), desc: await list('desc') })
    }
    return found
  })
  const byNumber = (all: string[]) => all.toSorted((one, other) => Number(one) - Number(other))
  for (const { asc, desc } of members) {
    expect(desc).toEqual(byNumber(desc))
    expect(asc).toEqual(desc.toReversed())
  }
  expect(byNumber(members.flatMap(({ desc }) => desc))).toEqual(ids)
  expect(Math.max(...members.map(({ desc }) => desc.length))).toBeGreaterThan(2)
})
