import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant } from '../index.ts'
import { compareRollups, ingestCustomers, markDeleted, rebuildRollups } from './index.ts'
import { customer, line, order, reversal, sale } from './testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from './testing/test-shops.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await createTestShops()
})
afterAll(async () => await shops.drop())

const compare = (shop: TestShop) =>
  inTenant(shops.db, shop.tenantId, (trx) => compareRollups(trx), {
    isolation: 'repeatable read',
    readOnly: true,
  })

/** Two customers with two orders each, and a guest; all counted. */
async function createShop(): Promise<TestShop> {
  const shop = await shops.addShop('America/New_York', 'USD')
  await shop.run((trx) => ingestCustomers(trx, [customer({ id: '7' }), customer({ id: '8' })]))
  await shop.ingest(...ORDERS)
  await shop.drain()
  return shop
}

const ORDERS = (
  [
    ['1', '7', '2026-03-01T12:00:00Z'],
    ['2', '7', '2026-04-01T12:00:00Z'],
    ['3', '8', '2026-03-01T13:00:00Z'],
    ['4', '8', '2026-03-02T12:00:00Z'],
    ['5', null, '2026-03-02T13:00:00Z'],
  ] as const
).map(([id, customerId, processedAt]) =>
  order({
    id,
    customerId,
    processedAt,
    lines: [line({ id: '11', productId: '5', variantId: '50' })],
    sales: [sale({ id: '1', totalAmount: '10.00', lineItemId: '11' })],
  }),
)
const changed = (index: number, change: Partial<ReturnType<typeof order>>) =>
  order({ ...(ORDERS[index] as (typeof ORDERS)[0]), updatedAt: '2026-05-01T00:00:00Z', ...change })

const differing = ({ rollups }: Awaited<ReturnType<typeof compare>>) =>
  rollups.filter(({ differences }) => differences > 0)

test('rollups that are as the ledger says have no difference, and their rows are counted', async () => {
  const found = await compare(await createShop())
  expect(differing(found)).toEqual([])
  expect(found.waiting).toEqual({ orders: 0, customers: 0, comparisons: 0 })
  const rows = Object.fromEntries(found.rollups.map(({ rollup, rows }) => [rollup, rows]))
  expect(rows).toMatchObject({
    // Three days in two views
    daily_sales: 6,
    // Nothing of them counts on another day than its order's.
    daily_product_sales: 3,
    customer_values: 2,
    customer_orders: 4,
    daily_ordering: 3,
    daily_customers: 1,
  })
})

test('all is mended by computing it anew, the number of customers too', async () => {
  const shop = await createShop()
  await shop.run(async (trx) => {
    await sql`update daily_customers set customers = 40`.execute(trx)
    await sql`delete from customer_orders`.execute(trx)
    await rebuildRollups(trx)
  })
  await shop.drain()
  expect(differing(await compare(shop))).toEqual([])
})

test('what changed and was not counted yet is named, and is no difference', async () => {
  const shop = await createShop()
  await shop.ingest(
    // An edit, a move to another day and customer, a test order, and one more order.
    changed(0, {
      sales: [
        ...(ORDERS[0]?.sales ?? []),
        reversal({ id: '2', happenedAt: '2026-03-05T12:00:00Z', totalAmount: '-4.00' }),
      ],
    }),
    changed(1, { customerId: '8', processedAt: '2026-02-01T12:00:00Z' }),
    changed(4, { test: true }),
    order({ id: '6', customerId: '7', sales: [sale({ id: '1' })] }),
  )
  await shop.run((trx) => markDeleted(trx, 'orders', ['4'], null))
  const found = await compare(shop)
  expect([found.waiting, differing(found)]).toEqual([
    { orders: 5, customers: 0, comparisons: 0 },
    [],
  ])
  await shop.drain()
  const counted = await compare(shop)
  expect([counted.waiting, differing(counted)]).toEqual([
    { orders: 0, customers: 0, comparisons: 0 },
    [],
  ])
})

test('so is a customer who was deleted, or came back', async () => {
  const shop = await createShop()
  await shop.run((trx) => markDeleted(trx, 'customers', ['7'], null))
  const gone = await compare(shop)
  expect([gone.waiting, differing(gone)]).toEqual([{ orders: 0, customers: 1, comparisons: 0 }, []])
  await shop.drain()
  const back = customer({ id: '7', updatedAt: '2999-01-01T00:00:00Z' })
  await shop.run((trx) => ingestCustomers(trx, [back]))
  const found = await compare(shop)
  expect([found.waiting, differing(found)]).toEqual([
    { orders: 0, customers: 1, comparisons: 1 },
    [],
  ])
})

test('a figure that is wrong, a row that is missing and one too many are found, also while others wait', async () => {
  const shop = await createShop()
  await shop.run(async (trx) => {
    await sql`
      update daily_sales set net_sales = net_sales + 0.01
      where day = '2026-03-01' and reversals = 'event'
    `.execute(trx)
    await sql`delete from customer_values where customer_id = 8`.execute(trx)
    await sql`update daily_customers set customers = customers + 1`.execute(trx)
    await sql`
      insert into daily_ordering (tenant_id, day, guest_orders)
      values (${shop.tenantId}, '2026-06-01', 1)
    `.execute(trx)
  })
  for (const wait of [false, true]) {
    if (wait) await shop.ingest(changed(4, { test: true }))
    const found = new Map(differing(await compare(shop)).map((one) => [one.rollup, one]))
    const [days, values, ordering] = ['daily_sales', 'customer_values', 'daily_ordering'].map(
      (rollup) => {
        expect([rollup, found.get(rollup)?.differences]).toEqual([rollup, 1])
        return found.get(rollup)?.first
      },
    )
    expect(found.has('customer_orders')).toBe(false)
    expect(found.get('daily_customers')?.first).toMatchObject([
      { stored: { customers: 3 }, expected: { customers: 2 } },
    ])
    expect(days).toMatchObject([
      { stored: { day: '2026-03-01', net_sales: 20.01 }, expected: { net_sales: 20 } },
    ])
    expect(values).toMatchObject([{ stored: null, expected: { customer_id: 8, total_spent: 20 } }])
    expect(ordering).toMatchObject([{ stored: { day: '2026-06-01' }, expected: null }])
  }
})

test('while all is to be computed anew there is nothing to compare', async () => {
  const shop = await createShop()
  await shop.run(rebuildRollups)
  expect(await compare(shop)).toMatchObject({ rebuildDue: true, rollups: [] })
})
