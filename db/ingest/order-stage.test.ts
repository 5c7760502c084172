import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { OrderStage, rejectRows } from './index.ts'
import { currentTenant } from './statement.ts'
import { line, order, refund, reversal, sale } from './testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from './testing/test-shops.ts'

let shops: TestShops
let shop: TestShop
beforeAll(async () => {
  shops = await createTestShops()
})
beforeEach(async () => {
  shop = await shops.addShop('America/New_York', 'USD')
})
afterAll(async () => await shops.drop())

const first = order({
  id: '1',
  customerId: '7',
  currentTotal: '5.0',
  lines: [line({ id: '1', productId: '5', variantId: '50' }), line({ id: '2', title: 'Custom' })],
  sales: [
    sale({ id: '1', lineItemId: '1' }),
    sale({ id: '2', lineItemId: '2', totalAmount: '4.0' }),
    reversal({ id: '3', happenedAt: '2026-03-12T12:00:00Z', totalAmount: '-9.0' }),
  ],
  refunds: [refund({ id: '1', totalRefunded: '9.0' })],
})
const second = order({ id: '2', sales: [sale({ id: '4' })] })

async function stored(of: TestShop) {
  return await of.run(async (trx) => {
    const read = async (table: 'orders' | 'order_lines' | 'sales' | 'refunds') => {
      const rows = await trx.selectFrom(table).selectAll().orderBy('id').execute()
      return rows.map((row) => ({ ...row, tenant_id: null, synced_at: null }))
    }
    return [
      await read('orders'),
      await read('order_lines'),
      await read('sales'),
      await read('refunds'),
    ]
  })
}

async function write(...orders: (typeof first)[]) {
  const stage = new OrderStage()
  const faults = orders.map((one) => stage.add(one))
  return { faults, result: await shop.run((trx) => stage.write(trx)) }
}

test('new orders become the same rows as by an ordinary batch', async () => {
  const { result } = await write(first, second)
  expect(result).toEqual({ changed: 2, unchanged: 0, stale: 0, rejected: 0 })
  const other = await shops.addShop('America/New_York', 'USD')
  await other.ingest(first, second)
  expect(await stored(shop)).toEqual(await stored(other))
  expect(await shop.ingest(first, second)).toMatchObject({ changed: 0, unchanged: 2 })
})

test('an order that can’t be mirrored is not taken, and its reason is told', async () => {
  const { faults, result } = await write(first, order({ id: '3', currentTotal: 'much' }))
  expect(faults).toEqual([undefined, 'The order holds "much" where an amount should be.'])
  expect(result).toMatchObject({ changed: 1 })
})

const aside = { entity: 'orders', entityId: '2', json: { id: '2' }, reason: 'odd' } as const

/** As if somebody had deleted it by hand. */
async function leaveSales(): Promise<void> {
  await shop.ingest(second)
  await shop.run((trx) => trx.deleteFrom('orders').execute())
}

async function forgetBuyer(): Promise<void> {
  await shop.run((trx) =>
    sql`insert into redacted_customers (tenant_id, customer_id) values (${currentTenant}, 7)`.execute(
      trx,
    ),
  )
}

test.each<[string, () => Promise<unknown> | undefined, (typeof first)[]]>([
  ['is set aside', () => shop.run((trx) => rejectRows(trx, [aside])), [first, second]],
  ['has left sales here', leaveSales, [first, second]],
  ['is of somebody who is to stay forgotten', forgetBuyer, [first, second]],
  ['is stored already', async () => await shop.ingest(second), [first, second]],
  ['came twice', () => undefined, [first, second, first]],
])('nothing is written when one of them %s', async (_why, before, orders) => {
  await before()
  const known = await stored(shop)
  expect((await write(...orders)).result).toBeUndefined()
  expect(await stored(shop)).toEqual(known)
})
