import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { countDirty, countRejected, rejectRows } from './index.ts'
import { line, order, refund, reversal, sale } from './testing/inputs.ts'
import { physicalRows } from './testing/physical-rows.ts'
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
const later = '2026-03-13T00:00:00Z'

async function stored() {
  return await shop.run(async (trx) => ({
    orders: await trx.selectFrom('orders').selectAll().orderBy('id').execute(),
    lines: await trx.selectFrom('order_lines').selectAll().orderBy('id').execute(),
    sales: await trx.selectFrom('sales').selectAll().orderBy('id').execute(),
    refunds: await trx.selectFrom('refunds').selectAll().orderBy('id').execute(),
  }))
}

async function marks() {
  return await shop.run(async (trx) => ({
    orders: (
      await trx.selectFrom('dirty_orders').select('order_id').orderBy('order_id').execute()
    ).map((row) => row.order_id),
    counted: await trx.selectFrom('counted_orders').selectAll().execute(),
    countedSales: await trx.selectFrom('counted_sales').selectAll().orderBy('id').execute(),
  }))
}

describe('a batch of orders', () => {
  test('is mirrored with lines, ledger and refunds, each sale with the product of its line', async () => {
    expect(await shop.ingest(first)).toEqual({ changed: 1, unchanged: 0, stale: 0, rejected: 0 })
    const { orders, lines, sales, refunds } = await stored()
    expect(orders).toMatchObject([{ id: '1', customer_id: '7', ledger_difference: '0' }])
    expect(lines.map((row) => row.id)).toEqual(['1', '2'])
    expect(sales).toMatchObject([
      { id: '1', product_id: '5', variant_id: '50', total_amount: '10.0' },
      { id: '2', product_id: null, variant_id: null, total_amount: '4.0' },
      { id: '3', product_id: null, line_item_id: null, total_amount: '-9.0' },
    ])
    expect(sales.map((row) => row.counted_at.toISOString())).toEqual([
      '2026-03-10T12:00:00.000Z',
      '2026-03-10T12:00:00.000Z',
      '2026-03-12T12:00:00.000Z',
    ])
    expect(refunds).toMatchObject([{ id: '1', total_refunded: '9.0' }])
    expect(await marks()).toEqual({ orders: ['1'], counted: [], countedSales: [] })
  })

  test('that came already, spelled another way or not, writes nothing at all', async () => {
    const second = order({ id: '2', sales: [sale({ id: '1' })] })
    await shop.ingest(first, second)
    await shop.drain()
    const before = await shop.run(physicalRows)
    const respelled = {
      ...first,
      currentTotal: '5.00',
      processedAt: '2026-03-10T13:00:00+01:00',
      sales: first.sales.toReversed(),
    }
    expect(await shop.ingest(first, second)).toMatchObject({ changed: 0, unchanged: 2 })
    expect(await shop.ingest(respelled, second)).toMatchObject({ changed: 0, unchanged: 2 })
    expect(await shop.run(physicalRows)).toEqual(before)
    expect(await shop.run(countDirty)).toEqual({ orders: 0, customers: 0, comparisons: 0 })
  })

  test('replaces the children of a changed order: new, different and vanished ones', async () => {
    await shop.ingest(first)
    const edited = {
      ...first,
      updatedAt: later,
      lines: [line({ id: '1', productId: '6' }), line({ id: '3' })],
      sales: [
        sale({ id: '1', lineItemId: '1' }),
        sale({ id: '3', totalAmount: '-1.0' }),
        sale({ id: '4', reason: 'ORDER_EDIT', happenedAt: later }),
      ],
      refunds: [],
    }
    const other = order({ id: '2', lines: [line({ id: '1' })], sales: [sale({ id: '1' })] })
    expect(await shop.ingest(edited, other)).toMatchObject({ changed: 2 })
    const { lines, sales, refunds } = await stored()
    const ofFirst = <T extends { order_id: string }>(rows: T[]) =>
      rows.filter((row) => row.order_id === '1')
    expect(ofFirst(lines).map((row) => [row.id, row.product_id])).toEqual([
      ['1', '6'],
      ['3', null],
    ])
    expect(ofFirst(sales).map((row) => [row.id, row.total_amount, row.product_id])).toEqual([
      ['1', '10.0', '6'],
      ['3', '-1.0', null],
      ['4', '10.0', null],
    ])
    expect(refunds).toEqual([])
    expect(lines.filter((row) => row.order_id === '2')).toHaveLength(1)
  })

  test('keeps with its mark what it was counted for, however often it changes until it is drained', async () => {
    await shop.ingest(first)
    await shop.drain()
    const moved = { ...first, customerId: '8', processedAt: '2026-02-01T12:00:00Z', sales: [] }
    await shop.ingest({ ...moved, updatedAt: later })
    await shop.ingest({ ...first, test: true, updatedAt: '2026-03-14T00:00:00Z' })
    const { orders, counted, countedSales } = await marks()
    expect(orders).toEqual(['1'])
    expect(counted).toMatchObject([
      { id: '1', customer_id: '7', processed_at: new Date('2026-03-10T12:00:00Z') },
    ])
    expect(countedSales.map((row) => row.total_amount)).toEqual(['10.0', '4.0', '-9.0'])
    await shop.drain()
    expect(await marks()).toEqual({ orders: [], counted: [], countedSales: [] })
  })

  test('holds the same order twice: the newer version counts', async () => {
    const newer = { ...first, updatedAt: later, name: 'newer' }
    expect(await shop.ingest(newer, first)).toMatchObject({ changed: 1, stale: 0 })
    expect((await stored()).orders).toMatchObject([{ name: 'newer' }])
  })

  test('holds new orders beside known ones', async () => {
    await shop.ingest(first)
    const changed = { ...first, updatedAt: later, lines: first.lines.slice(1) }
    const fresh = order({ id: '2', lines: [line({ id: '1' })], sales: [sale({ id: '1' })] })
    expect(await shop.ingest(fresh, changed)).toMatchObject({ changed: 2, unchanged: 0 })
    const { orders, lines, sales } = await stored()
    expect(orders.map((one) => one.id)).toEqual(['1', '2'])
    expect(lines.map((one) => `${one.order_id} ${one.id}`)).toEqual(['2 1', '1 2'])
    expect(sales.map((one) => one.order_id).toSorted()).toEqual(['1', '1', '1', '2'])
  })

  test('with text that Postgres cannot hold is mirrored without that', async () => {
    await shop.ingest({ ...first, name: 'a\0b\ud800c' })
    expect((await stored()).orders).toMatchObject([{ name: 'ab\ufffdc' }])
  })
})

describe('versions that arrive out of order', () => {
  test('an older version is left alone, whenever it comes', async () => {
    const newer = { ...first, updatedAt: later, name: 'newer', sales: [] }
    await shop.ingest(newer)
    expect(await shop.ingest(first)).toEqual({ changed: 0, unchanged: 0, stale: 1, rejected: 0 })
    const { orders, sales } = await stored()
    expect(orders).toMatchObject([{ name: 'newer' }])
    expect(sales).toEqual([])
  })

  test('a version of the same second with other content counts, for Shopify has no finer time', async () => {
    await shop.ingest(first)
    expect(await shop.ingest({ ...first, name: 'renamed' })).toMatchObject({ changed: 1 })
  })

  test('a newer time alone is no change, yet keeps what lies between from coming back', async () => {
    const between = { ...first, updatedAt: later, name: 'between' }
    await shop.ingest(first)
    await shop.drain()
    const touched = { ...first, updatedAt: '2026-03-14T00:00:00Z' }
    expect(await shop.ingest(touched)).toMatchObject({ changed: 0, unchanged: 1 })
    expect(await shop.run(countDirty)).toEqual({ orders: 0, customers: 0, comparisons: 0 })
    expect(await shop.ingest(between)).toMatchObject({ changed: 0, stale: 1 })
  })
})

describe('an order that cannot be mirrored', () => {
  const foreign = order({ id: '9', sales: [sale({ id: '4', currencyCode: 'CAD' })] })

  test('is set aside with its reason, and the rest of the batch goes on', async () => {
    expect(await shop.ingest(foreign, first)).toMatchObject({ changed: 1, rejected: 1 })
    const rejected = await shop.run((trx) => trx.selectFrom('rejected_rows').selectAll().execute())
    expect(rejected).toMatchObject([
      {
        entity: 'orders',
        entity_id: '9',
        reason: 'Sale 4 is in CAD, but the order is in USD.',
        resolved_at: null,
      },
    ])
    expect(await shop.run((trx) => countRejected(trx))).toBe(1)
    expect(await shop.run((trx) => countRejected(trx, 'products'))).toBe(0)
  })

  test('is resolved by a later version that can be, not by an earlier one', async () => {
    const sound = { ...foreign, sales: [sale({ id: '4' })] }
    await shop.ingest({ ...foreign, updatedAt: later })
    await shop.ingest(sound)
    expect(await shop.run((trx) => countRejected(trx, 'orders'))).toBe(1)
    await shop.ingest({ ...sound, updatedAt: later, name: 'mended' })
    expect(await shop.run((trx) => countRejected(trx, 'orders'))).toBe(0)
  })

  test('may be something that no mapper understood', async () => {
    const reason = 'It has no id.'
    await shop.run((trx) =>
      rejectRows(trx, [
        { entity: 'orders', entityId: '9', json: { what: 'ever' }, reason: 'first' },
        { entity: 'orders', entityId: '9', json: undefined, reason },
      ]),
    )
    const rejected = await shop.run((trx) => trx.selectFrom('rejected_rows').selectAll().execute())
    expect(rejected).toMatchObject([{ json: null, reason }])
  })
})
