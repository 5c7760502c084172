import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { createDb, inTenant, type TenantTrx } from '../index.ts'
import { migrations } from '../migrations/list.ts'
import { migrate } from '../migrations/migrate.ts'
import { query } from '../testing/catalogue.ts'
import { countDirty, rebuildRollups, refreshRollups, verifyRollups } from './index.ts'
import { order, sale } from './testing/inputs.ts'
import { readDays } from './testing/read-rollups.ts'
import { createTestShops, type TestShops } from './testing/test-shops.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await createTestShops()
})
afterAll(async () => await shops.drop())

const ordered = async (trx: TenantTrx) =>
  await trx.selectFrom('daily_ordering').selectAll().execute()

test('a rebuild mends whatever was wrong, in one transaction that readers see nothing of', async () => {
  const shop = await shops.addShop('UTC', 'USD')
  const sold = (id: string) => order({ id, customerId: '7', sales: [sale({ id: '1' })] })
  await shop.ingest(sold('1'), sold('2'))
  await shop.drain()
  const right = await shop.run((trx) => readDays(trx))
  await shop.run(async (trx) => {
    await trx.updateTable('daily_sales').set({ total_sales: '1' }).execute()
    await trx.deleteFrom('customer_orders').execute()
    await trx
      .insertInto('dirty_orders')
      .values({ tenant_id: shop.tenantId, order_id: '99' })
      .execute()
    await rebuildRollups(trx)
  })
  expect(await shop.run(countDirty)).toEqual({ orders: 2, customers: 0, comparisons: 0 })
  let steps = 0
  await shop.run(async (trx) => {
    const onProgress = () => (steps += 1)
    expect(await refreshRollups(trx, { onProgress })).toMatchObject({ orders: 2, done: true })
    expect(Object.values(await shop.run((reader) => readDays(reader)))).toMatchObject([
      { total_sales: '1' },
    ])
  })
  expect(steps).toBeGreaterThan(0)
  expect(await shop.run((trx) => readDays(trx))).toEqual(right)
  expect(await shop.run(verifyRollups)).toEqual([])
  expect(await shop.run(countDirty)).toEqual({ orders: 0, customers: 0, comparisons: 0 })
})

test('a rebuild in several parts leaves out no order, however long their ids are', async () => {
  const shop = await shops.addShop('UTC', 'USD')
  const sold = (id: string) => order({ id, customerId: '7', sales: [sale({ id: '1' })] })
  await shop.ingest(...['9', '10', '30', '100', '2000'].map(sold))
  await shop.drain()
  await shop.run(rebuildRollups)
  expect(await shop.run((trx) => refreshRollups(trx, { maxOrders: 2 }))).toMatchObject({
    orders: 5,
  })
  expect(await shop.run(verifyRollups)).toEqual([])
})

test('where nothing has been counted a rebuild is not due', async () => {
  const shop = await shops.addShop('UTC', 'USD')
  await shop.run(rebuildRollups)
  expect(await shop.run(countDirty)).toEqual({ orders: 0, customers: 0, comparisons: 0 })
})

const made: string[] = []
afterEach(async () => {
  for (const name of made.splice(0)) {
    await query(inject('postgresUrl'), `drop database ${name} with (force)`)
  }
})

test('a database from before these rollups has them, all of them right, after its next drain', async () => {
  const name = `upgrade_${randomUUID().replaceAll('-', '')}`
  made.push(name)
  await query(inject('postgresUrl'), `create database ${name}`)
  const databaseUrl = Object.assign(new URL(inject('postgresUrl')), { pathname: `/${name}` }).href
  const before = migrations.findIndex((one) => one.name === '20261126010000_numbers')
  await migrate({ databaseUrl, migrations: migrations.slice(0, before) })
  const [tenant] = await query<{ id: string }>(databaseUrl, OLD_SHOP)
  await query(databaseUrl, OLD_ROWS(tenant?.id ?? ''))
  await migrate({ databaseUrl })

  const db = createDb({ url: appUrlOf(databaseUrl) })
  const run = async <T>(work: (trx: TenantTrx) => Promise<T>) =>
    await inTenant(db, tenant?.id ?? '', work)
  expect(await run((trx) => readDays(trx))).toMatchObject({ '2026-03-10 USD': { orders: 2 } })
  expect(await run(countDirty)).toEqual({ orders: 2, customers: 0, comparisons: 0 })
  expect(await run((trx) => refreshRollups(trx))).toMatchObject({ orders: 2, done: true })
  expect(await run(verifyRollups)).toEqual([])
  expect(await run(ordered)).toMatchObject([
    { day: '2026-03-10', first_orders: 1, second_orders: 1, guest_orders: 0 },
  ])
  await db.destroy()
})

/** The password that the tests' template gives to the application's role, which all databases share. */
function appUrlOf(url: string): string {
  return Object.assign(new URL(url), { username: 'tidemark_app', password: 'tidemark-test' }).href
}

const OLD_SHOP = `
  insert into tidemark.tenants (shop_domain, name, time_zone, currency_code)
  values ('old.myshopify.com', 'Old', 'UTC', 'USD') returning id`

/** As the version before wrote them: two orders of one customer, and their day. */
const OLD_ROWS = (tenantId: string) => `
  insert into tidemark.orders (tenant_id, id, name, customer_id, processed_at, created_at,
    updated_at, test, currency_code, presentment_currency_code, original_total, current_total,
    total_refunded, cash_rounding, refund_discrepancy, content_hash)
  select '${tenantId}', id, '#' || id, 7, at, at, at, false, 'USD', 'USD', 10, 10, 0, 0, 0, ''
  from (values (1, timestamptz '2026-03-10T12:00:00Z'), (2, '2026-03-10T13:00:00Z')) as o (id, at);
  insert into tidemark.sales (tenant_id, order_id, id, agreement_id, reason, happened_at,
    counted_at, action_type, line_type, quantity, total_amount, discount_before_tax,
    discount_after_tax, tax_amount, currency_code, presentment_total, presentment_currency_code)
  select tenant_id, id, 1, 1, 'ORDER', processed_at, processed_at, 'ORDER', 'PRODUCT', 1, 10, 0, 0,
    0, 'USD', 10, 'USD'
  from tidemark.orders;
  insert into tidemark.daily_sales (tenant_id, reversals, day, currency_code, orders, units,
    gross_sales, net_sales, total_sales, placed_value)
  select '${tenantId}', view, '2026-03-10', 'USD', 2, 2, 20, 20, 20, 20
  from (values ('event'), ('order')) as v (view)`
