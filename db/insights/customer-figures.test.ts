import { afterAll, beforeAll, expect, test } from 'vitest'
import { ingestCustomers, markDeleted } from '../ingest/index.ts'
import { customer, order, sale } from '../ingest/testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from '../ingest/testing/test-shops.ts'
import { customerFigures } from './customer-figures.ts'
import { existingCustomers } from './existing-customers.ts'
import type { ClosedPeriod, Period } from './period.ts'

let shops: TestShops
let shop: TestShop

/** An order with one line, placed at this time. */
const simple = (id: string, customerId: string | null, processedAt: string) =>
  order({
    id,
    customerId,
    processedAt,
    currentTotal: '10.00',
    sales: [sale({ id: `${id}1`, totalAmount: '10.00', happenedAt: processedAt })],
  })

async function figures(range: Period, previous: ClosedPeriod | null = null) {
  await shop.drain()
  const [current, before] = await shop.run(async (trx) => {
    const earlier = previous ?? { from: '1999-01-01', to: '1999-12-31' }
    const periods = [range, earlier]
    const found = await customerFigures(trx, { periods, filters: {}, timeZone: 'UTC' })
    const customers = await existingCustomers(trx, { ends: [null, earlier.to], timeZone: 'UTC' })
    return found.map((figures, place) => ({ ...figures, customers: customers[place] }))
  })
  if (!current) throw new Error('A period has no figures')
  return { current, previous: before }
}

// 1: January, and twice in March. 2: March only. 3: February and March. 4: never ordered.
// 5: deleted without an order. A guest twice in March.
beforeAll(async () => {
  shops = await createTestShops()
  shop = await shops.addShop('UTC', 'USD')
  await shop.run((trx) =>
    ingestCustomers(trx, [
      ...['1', '2', '3', '5'].map((id) => customer({ id, createdAt: '2026-01-01T00:00:00Z' })),
      customer({ id: '4', createdAt: '2026-03-15T00:00:00Z' }),
    ]),
  )
  await shop.ingest(
    simple('11', '1', '2026-01-10T00:00:00Z'),
    simple('12', '1', '2026-03-10T00:00:00Z'),
    simple('13', '1', '2026-03-31T23:59:59Z'),
    simple('21', '2', '2026-03-01T00:00:00Z'),
    simple('31', '3', '2026-02-10T00:00:00Z'),
    simple('32', '3', '2026-03-10T00:00:00Z'),
    simple('91', null, '2026-03-10T00:00:00Z'),
    simple('92', null, '2026-03-11T00:00:00Z'),
  )
  await shop.run((trx) => markDeleted(trx, 'customers', ['5'], null))
})
afterAll(async () => await shops.drop())
const march = { from: '2026-03-01', to: '2026-03-31' }
const february = { from: '2026-01-29', to: '2026-02-28' }

test('new is the first order ever, returning is any other, and the rates follow', async () => {
  const { current, previous } = await figures(march, february)
  expect(current).toMatchObject({
    customers: 4,
    orderingCustomers: 3,
    guestOrders: 2,
    newCustomers: 1,
    returningCustomers: 2,
    returningCustomerRate: 0.666667,
    repeatPurchaseRate: 0.333333,
  })
  expect(previous).toMatchObject({
    customers: 3,
    orderingCustomers: 1,
    guestOrders: 0,
    newCustomers: 1,
    returningCustomers: 0,
    returningCustomerRate: 0,
  })
})

test('the period before does not change what is new in the period', async () => {
  const alone = await figures(march)
  const compared = await figures(march, february)
  expect(alone.current).toEqual(compared.current)
})

test('over all time everyone was new once, and who came again is returning as well', async () => {
  expect((await figures({ from: null, to: null })).current).toMatchObject({
    orderingCustomers: 3,
    newCustomers: 3,
    returningCustomers: 2,
    repeatPurchaseRate: 0.666667,
  })
})

test('a first order that is a test, or was deleted, leaves the next one the first', async () => {
  await shop.ingest(simple('61', '6', '2026-01-01T00:00:00Z'))
  await shop.ingest(simple('62', '6', '2026-03-02T00:00:00Z'))
  const before = (await figures(march)).current
  await shop.run((trx) => markDeleted(trx, 'orders', ['61'], null))
  const after = (await figures(march)).current
  expect(after.newCustomers - before.newCustomers).toBe(1)
  expect(after.returningCustomers - before.returningCustomers).toBe(-1)
})
