import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import {
  ingestCustomers,
  markDeleted,
  reassignCustomers,
  type CustomerInput,
  type OrderInput,
  verifyRollups,
} from '../ingest/index.ts'
import { customer, order, reversal, sale } from '../ingest/testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from '../ingest/testing/test-shops.ts'
import { cohorts } from './cohorts.ts'
import { customerDrift } from './customer-drift.ts'
import { customerHistory } from './customer-history.ts'
import type { CustomerSort } from './customer-order.ts'
import { customerOrders } from './customer-orders.ts'
import { searchCustomers } from './customer-search.ts'
import { findCustomer } from './find-customer.ts'
import { listCustomers, type ListCustomersInput } from './list-customers.ts'
import { listGroup, type ListGroupInput } from './list-group.ts'
import { rfmCutOffs } from './rfm-cut-offs.ts'
import type { ScoredGroup } from './rfm-group.ts'
import { rfmGroups } from './rfm-groups.ts'
import { timeBetweenOrders } from './time-between-orders.ts'
import { uncountedCustomers } from './uncounted-customers.ts'

let shops: TestShops
let shop: TestShop
beforeAll(async () => {
  shops = await createTestShops()
})
beforeEach(async () => {
  shop = await shops.addShop('America/New_York', 'USD')
})
afterAll(async () => await shops.drop())

const terms = { currencyCode: 'USD', timeZone: 'America/New_York' }

/** An order of one thing, without tax. */
function bought(id: string, customerId: string | null, day: string, amount: string): OrderInput {
  const at = `${day}T12:00:00Z`
  return order({
    id,
    customerId,
    processedAt: at,
    sales: [sale({ id: `${id}1`, totalAmount: amount, happenedAt: at })],
  })
}

/** The same order with a part of it returned later. */
function returned(one: OrderInput, day: string, amount: string): OrderInput {
  const back = reversal({ id: `${one.id}9`, happenedAt: `${day}T12:00:00Z`, totalAmount: amount })
  return { ...one, updatedAt: `${day}T12:00:00Z`, sales: [...one.sales, back] }
}

async function known(...customers: (Partial<CustomerInput> & { id: string })[]): Promise<void> {
  await shop.run((trx) => ingestCustomers(trx, customers.map(customer)))
}

const named = (id: string, displayName: string | null) => ({ id, displayName })

async function ingest(...orders: OrderInput[]): Promise<void> {
  await shop.ingest(...orders)
  await shop.drain()
}

const list = async (
  options: Partial<ListCustomersInput> & { sort?: CustomerSort } = {},
): Promise<Awaited<ReturnType<typeof listCustomers>>> =>
  await shop.run(async (trx) => {
    const cutOffs = await rfmCutOffs(trx, terms)
    const sorted = { sort: 'lifetimeValue', direction: 'desc', limit: 50 } as const
    return await listCustomers(trx, { ...terms, cutOffs, ...sorted, ...options })
  })

const idsOf = ({ rows }: Awaited<ReturnType<typeof listCustomers>>) => rows.map((row) => row.id)

describe('the leaderboard', () => {
  beforeEach(async () => {
    await known(named('1', 'Ann'), named('2', 'Bob'), named('3', null), named('4', 'Dan'))
    await ingest(
      bought('11', '1', '2026-01-10', '30.00'),
      bought('12', '1', '2026-03-10', '20.00'),
      bought('21', '2', '2026-02-10', '50.00'),
      returned(bought('31', '3', '2026-03-01', '10.00'), '2026-03-05', '-15.00'),
      bought('41', '4', '2026-03-09', '70.00'),
      bought('91', null, '2026-03-09', '999.00'),
    )
  })

  test('is sorted by what is asked for, then by id, in both directions', async () => {
    expect(idsOf(await list())).toEqual(['4', '1', '2', '3'])
    expect(idsOf(await list({ direction: 'asc' }))).toEqual(['3', '2', '1', '4'])
    expect(idsOf(await list({ sort: 'orders' }))).toEqual(['1', '4', '3', '2'])
    expect(idsOf(await list({ sort: 'lastOrder' }))).toEqual(['1', '4', '3', '2'])
    expect(idsOf(await list({ sort: 'firstOrder', direction: 'asc' }))).toEqual([
      '1',
      '2',
      '3',
      '4',
    ])
  })

  test.each(['lifetimeValue', 'orders', 'lastOrder', 'firstOrder'] as const)(
    'pages by %s without leaving out or repeating anyone',
    async (sort) => {
      for (const direction of ['asc', 'desc'] as const) {
        const seen: string[] = []
        for (let page = await list({ sort, direction, limit: 1 }); ;) {
          seen.push(...idsOf(page))
          const after = page.rows.at(-1)
          if (!page.more) break
          page = await list({ sort, direction, limit: 1, after })
        }
        expect(seen).toEqual(idsOf(await list({ sort, direction })))
      }
    },
  )

  test('holds each customer’s figures', async () => {
    const { rows } = await list()
    expect(rows.find((row) => row.id === '1')).toMatchObject({
      displayName: 'Ann',
      totalSpent: '50.00',
      ordersCount: 2,
      firstOrderAt: new Date('2026-01-10T12:00:00Z'),
      lastOrderAt: new Date('2026-03-10T12:00:00Z'),
      averageOrder: '25.00',
      cohortMonth: '2026-01-01',
      // 50.00 - 0.00
      difference: '50.00',
      shopifyAmountSpent: '0.0',
      shopifyReadAt: new Date('2026-04-01T00:00:00Z'),
    })
    expect(rows.find((row) => row.id === '3')).toMatchObject({
      displayName: null,
      totalSpent: '-5.00',
      averageOrder: '10.00',
    })
  })

  test('loses a deleted customer at once, and a merged one with the orders', async () => {
    await shop.run((trx) => markDeleted(trx, 'customers', ['4'], null))
    expect(idsOf(await list())).toEqual(['1', '2', '3'])
    await shop.run((trx) => reassignCustomers(trx, [{ orderId: '21', customerId: '1' }]))
    await shop.drain()
    expect((await list()).rows).toMatchObject([{ id: '1', totalSpent: '100.00' }, { id: '3' }])
    expect(await shop.run(verifyRollups)).toEqual([])
  })

  test('follows an old order that arrives late, and one that is deleted', async () => {
    await ingest(bought('20', '2', '2025-12-31', '5.00'))
    expect((await list()).rows.find((row) => row.id === '2')).toMatchObject({
      totalSpent: '55.00',
      cohortMonth: '2025-12-01',
    })
    await shop.run((trx) => markDeleted(trx, 'orders', ['11', '20'], null))
    await shop.drain()
    expect((await list()).rows).toMatchObject([
      { id: '4' },
      { id: '2', cohortMonth: '2026-02-01' },
      { id: '1', totalSpent: '20.00', cohortMonth: '2026-03-01' },
      { id: '3' },
    ])
    expect(await shop.run(verifyRollups)).toEqual([])
  })
})

describe('a search', () => {
  const names = ['Zoë Müller', 'Anna Maria van der Berg', 'JOSÉ Ñandú', '李 小龍', 'Ann', null]
  beforeEach(async () => {
    await known(...names.map((name, at) => named(`${at + 1}`, name)), named('77', 'Gone'))
    await ingest(...names.map((_, at) => bought(`${at + 1}`, `${at + 1}`, '2026-03-01', '5.00')))
    await shop.run((trx) => markDeleted(trx, 'customers', ['77'], null))
  })
  const found = async (search: string) => {
    const ids = await shop.run((trx) => searchCustomers(trx, { search }))
    const many = await list({ found: { text: search } })
    return { ids: ids === 'many' ? ids : ids.toSorted(), many: idsOf(many).toSorted() }
  }

  test.each([
    ['zoe', ['1']],
    ['mull', ['1']],
    ['zoë mü', ['1']],
    ['müller zoe', ['1']],
    ['ann', ['2', '5']],
    ['anna berg', ['2']],
    ['anna maria', ['2']],
    ['berg', ['2']],
    ['jose nandu', ['3']],
    ['李', ['4']],
    ['ulle', []],
    ['anna müller', []],
    ['100%', []],
    ['gone', []],
  ])('for "%s" finds %j, both ways', async (search, ids) => {
    expect(await found(search)).toEqual({ ids, many: ids })
  })

  test('for a number finds the customer of this id', async () => {
    const ids = await shop.run((trx) => searchCustomers(trx, { search: '6' }))
    expect(ids).toEqual(['6'])
    expect(idsOf(await list({ found: ['6'] }))).toEqual(['6'])
  })
})

describe('one customer', () => {
  test('has orders with what came back, and a lifetime value that grew by month', async () => {
    await known(named('1', 'Ann'), named('2', 'Bob'))
    await ingest(
      returned(bought('11', '1', '2026-01-10', '30.00'), '2026-03-05', '-10.00'),
      bought('12', '1', '2026-03-10', '20.00'),
      { ...bought('13', '1', '2026-03-11', '99.00'), test: true },
      bought('21', '2', '2026-03-10', '20.00'),
    )
    const page = { customerId: '1', timeZone: terms.timeZone, limit: 1 }
    const first = await shop.run((trx) => customerOrders(trx, page))
    expect(first).toMatchObject({ more: true, rows: [{ id: '12', name: '#12' }] })
    const place = { processedAt: first.rows[0]?.place ?? '', id: '12' }
    const second = await shop.run((trx) => customerOrders(trx, { ...page, after: place }))
    expect(second).toMatchObject({
      more: false,
      rows: [
        {
          id: '11',
          day: '2026-01-10',
          ordered: '30.00',
          cameBack: '-10.00',
          totalSales: '20.00',
          unitsOrdered: 1,
          unitsCameBack: 1,
        },
      ],
    })
    const history = async (reversals: 'event' | 'order') =>
      (
        await shop.run((trx) =>
          customerHistory(trx, { customerId: '1', ...terms, reversals, today: '2026-04-01' }),
        )
      ).map((month) => [month.month, month.orders, month.totalSales, month.lifetimeValue])
    expect(await history('event')).toEqual([
      ['2026-01-01', 1, '30.00', '30.00'],
      ['2026-02-01', 0, '0.00', '30.00'],
      ['2026-03-01', 1, '10.00', '40.00'],
      ['2026-04-01', 0, '0.00', '40.00'],
    ])
    expect((await history('order')).at(0)).toEqual(['2026-01-01', 1, '20.00', '20.00'])
  })

  const find = async (id: string) =>
    await shop.run(async (trx) =>
      findCustomer(trx, { id, ...terms, cutOffs: await rfmCutOffs(trx, terms) }),
    )

  test('is found without an order, and not when deleted, unknown or another shop’s', async () => {
    await known(named('1', 'Ann'), named('2', 'Bob'))
    await shop.run((trx) => markDeleted(trx, 'customers', ['2'], null))
    expect(await find('1')).toMatchObject({
      id: '1',
      displayName: 'Ann',
      ordersCount: null,
      otherCurrencies: [],
    })
    expect(await find('2')).toBeUndefined()
    shop = await shops.addShop('UTC', 'USD')
    expect(await find('1')).toBeUndefined()
  })

  test('keeps the currencies of the orders apart', async () => {
    const euros = order({
      id: '2',
      customerId: '1',
      currencyCode: 'EUR',
      sales: [sale({ id: '21', currencyCode: 'EUR', totalAmount: '7.00' })],
    })
    await known(named('1', 'Ann'))
    await ingest(bought('1', '1', '2026-01-10', '30.00'), euros)
    expect(await find('1')).toMatchObject({
      totalSpent: '30.00',
      otherCurrencies: [{ currencyCode: 'EUR', totalSpent: '7.00', ordersCount: 1 }],
      difference: null,
    })
  })
})

describe('the drift report', () => {
  test('counts who differs, by how much, by currency, and for how long', async () => {
    const spent = (id: string, amountSpent: string | null, currency: string | null = 'USD') =>
      customer({
        id,
        amountSpent,
        amountSpentCurrencyCode: currency,
        readAt: '2026-01-01T00:00:00Z',
      })
    await shop.run((trx) =>
      ingestCustomers(trx, [
        spent('1', '30.00'),
        spent('2', '0.50'),
        spent('3', '250.00'),
        spent('4', '10.00', 'EUR'),
        spent('5', '80.00'),
        spent('6', null, null),
        spent('7', '0.0'),
      ]),
    )
    await ingest(
      ...['1', '2', '3', '4'].map((id) =>
        bought(id, id, '2026-01-10', id === '2' ? '1.25' : '30.00'),
      ),
    )
    const drift = await shop.run(customerDrift)
    expect(drift).toMatchObject({
      byCurrency: [
        {
          currencyCode: 'USD',
          customers: 2,
          oursHigher: 1,
          // 0.75 - 220.00
          difference: '-219.25',
          differenceSize: '220.75',
          largest: '220.00',
        },
      ],
      notComparable: 1,
      oldestReadAt: new Date('2026-01-01T00:00:00Z'),
    })
    expect(drift.byCurrency[0]?.sizes.map((size) => size.customers)).toEqual([1, 0, 0, 1, 0])
    expect(drift.ages.map((age) => age.customers)).toEqual([0, 0, 0, 2])
    expect(await shop.run(uncountedCustomers)).toEqual([
      { currencyCode: 'USD', customers: 1, shopifyAmountSpent: '80.00' },
    ])
    expect((await list({ sort: 'difference' })).rows).toMatchObject([
      { id: '3', difference: '-220.00' },
      { id: '2', difference: '0.75' },
    ])
  })

  test('forgets a difference when Shopify catches up, or the order goes', async () => {
    await known({ id: '1', amountSpent: '0.0' }, { id: '2', amountSpent: '0.0' })
    await ingest(bought('1', '1', '2026-01-10', '30'), bought('2', '2', '2026-01-10', '30'))
    const updatedAt = '2026-02-01T00:00:00Z'
    await known({ id: '1', amountSpent: '30.00', updatedAt })
    await shop.run((trx) => markDeleted(trx, 'orders', ['2'], null))
    await shop.drain()
    expect(await shop.run(customerDrift)).toMatchObject({ byCurrency: [], notComparable: 0 })
    expect(await shop.run(verifyRollups)).toEqual([])
  })

  test('is empty for a shop without customers', async () => {
    expect(await shop.run(customerDrift)).toMatchObject({ byCurrency: [], oldestReadAt: null })
  })
})

describe('RFM', () => {
  const cutOffs = async () => await shop.run((trx) => rfmCutOffs(trx, terms))
  const groups = async () => {
    const counted = await shop.run(async (trx) =>
      rfmGroups(trx, { currencyCode: 'USD', cutOffs: await rfmCutOffs(trx, terms) }),
    )
    return Object.fromEntries(counted.map((one) => [one.group, one.customers]))
  }

  test('cuts ten customers into fifths, whose groups follow from the rules', async () => {
    // Customer n ordered on day n, n times, for 10 dollars each time: the later, the more.
    const orders = Array.from({ length: 10 }, (_, at) => at + 1).flatMap((n) =>
      Array.from({ length: n }, (_, k) =>
        bought(`${n * 100 + k}`, `${n}`, `2026-01-${String(10 + n)}`, '10.00'),
      ),
    )
    await ingest(...orders)
    expect(await cutOffs()).toMatchObject({
      customers: 10,
      recency: ['13', '15', '17', '19'].map((day) => `2026-01-${day} 12:00:00+00`),
      frequency: [2, 4, 6, 8],
      moneyRank: ['-200000', '-400000', '-600000', '-800000'],
    })
    // Scores 1, 1, 2, 2, … 5, 5 in all three.
    expect(await groups()).toEqual({
      DORMANT: 4,
      NEEDS_ATTENTION: 2,
      LOYAL: 2,
      CHAMPIONS: 2,
    })
  })

  test('lists the members of a group, but nobody who was deleted or whom a search does not mean', async () => {
    await known(named('1', 'Ann Lee'), named('2', 'Bob Lee'), named('3', 'Cid'))
    await ingest(...['1', '2', '3'].map((id) => bought(id, id, '2026-01-10', `${id}0.00`)))
    const members = async (group: ScoredGroup, found?: ListGroupInput['found']) =>
      await shop.run(async (trx) => {
        const sorted = { sort: 'lifetimeValue', direction: 'desc', limit: 2 } as const
        const input = { ...terms, ...sorted, group, found, cutOffs: await rfmCutOffs(trx, terms) }
        return idsOf(await listGroup(trx, input))
      })
    // Money 4, 2 and 1 beside a frequency of 1.
    expect(await members('ACTIVE')).toEqual(['3'])
    expect(await members('NEW')).toEqual(['2', '1'])
    expect(await members('NEW', ['1', '3'])).toEqual(['1'])
    expect(await members('NEW', { text: 'lee' })).toEqual(['2', '1'])
    expect(await members('NEW', { text: 'bob' })).toEqual(['2'])
    expect(await members('DORMANT')).toEqual([])
    await shop.run((trx) => markDeleted(trx, 'customers', ['2'], null))
    expect(await members('NEW')).toEqual(['1'])
    expect(await members('NEW', { text: 'lee' })).toEqual(['1'])
  })

  test('gives customers of one value one score: the lowest for orders, the highest for recency', async () => {
    await ingest(...['1', '2', '3', '4', '5'].map((id) => bought(id, id, '2026-01-10', '10.00')))
    expect(await cutOffs()).toMatchObject({ frequency: [1, 1, 1, 1] })
    expect(await groups()).toEqual({ NEW: 5 })
  })

  test('calls the only customer new, and has no cut-offs without one', async () => {
    await ingest(bought('9', null, '2026-01-10', '10.00'))
    expect(await cutOffs()).toMatchObject({ customers: 0, recency: null, money: null })
    expect(await groups()).toEqual({})
    await ingest(bought('1', '1', '2026-01-10', '10.00'))
    expect(await groups()).toEqual({ NEW: 1 })
    expect((await list()).rows).toMatchObject([{ id: '1', rfmGroup: 'NEW' }])
  })

  test('reads the customers around a cut-off only, and finds it exactly', async () => {
    // 40 customers whose amounts share the intervals of the first three digits.
    const amount = (n: number) => `${1000 + n}.${String(n).padStart(2, '0')}`
    await ingest(
      ...Array.from({ length: 40 }, (_, n) =>
        bought(`${n + 1}`, `${n + 1}`, '2026-01-10', amount(n)),
      ),
    )
    const { money } = await cutOffs()
    expect(money?.map(Number)).toEqual([7, 15, 23, 31].map((n) => Number(amount(n))))
  })
})

describe('cohorts', () => {
  const of = async (reversals: 'event' | 'order' = 'event', from: string | null = null) =>
    (
      await shop.run((trx) =>
        cohorts(trx, {
          range: { from, to: null },
          reversals,
          currencyCode: 'USD',
          today: '2026-03-20',
        }),
      )
    ).map((cell) => [
      cell.cohortMonth,
      cell.size,
      cell.monthsSince,
      cell.customers,
      cell.retention,
      cell.netSales,
      cell.netSalesPerCustomer,
    ])

  test('hold each month from their own to the running one, and no later one', async () => {
    await ingest(
      bought('11', '1', '2026-01-10', '30.00'),
      bought('12', '1', '2026-03-10', '20.00'),
      returned(bought('21', '2', '2026-01-31', '10.00'), '2026-02-03', '-4.00'),
      bought('31', '3', '2026-03-01', '7.00'),
      bought('91', null, '2026-03-01', '7.00'),
    )
    expect(await of()).toEqual([
      ['2026-01-01', 2, 0, 2, 1, '40.00', '20.00'],
      ['2026-01-01', 2, 1, 0, 0, '-4.00', '18.00'],
      ['2026-01-01', 2, 2, 1, 0.5, '20.00', '28.00'],
      ['2026-03-01', 1, 0, 1, 1, '7.00', '7.00'],
    ])
    expect((await of('order'))[0]).toEqual(['2026-01-01', 2, 0, 2, 1, '36.00', '18.00'])
    expect(await of('event', '2026-02-15')).toEqual([['2026-03-01', 1, 0, 1, 1, '7.00', '7.00']])
  })

  test('follow a first order that is deleted; a shop of guests has none', async () => {
    await ingest(bought('91', null, '2026-01-01', '7.00'))
    expect(await of()).toEqual([])
    await ingest(bought('11', '1', '2026-01-10', '30.00'), bought('12', '1', '2026-03-10', '20.00'))
    await shop.run((trx) => markDeleted(trx, 'orders', ['11'], null))
    await shop.drain()
    expect(await of()).toEqual([['2026-03-01', 1, 0, 1, 1, '20.00', '20.00']])
  })
})

describe('time between orders', () => {
  const between = async (from: string | null = null, to: string | null = null) =>
    await shop.run((trx) => timeBetweenOrders(trx, { range: { from, to } }))

  test('has quartiles and a histogram of the later orders in a range', async () => {
    await ingest(
      bought('1', '1', '2026-01-01', '1'),
      bought('2', '1', '2026-01-11', '1'),
      bought('3', '1', '2026-01-11', '1'),
      bought('4', '1', '2026-03-02', '1'),
      bought('5', '2', '2026-01-01', '1'),
      bought('6', '2', '2026-01-11', '1'),
    )
    expect(await between()).toEqual({
      orders: 4,
      lowerQuartile: 0,
      median: 10,
      upperQuartile: 10,
      // (0 + 10 + 10 + 50) / 4
      mean: '17.50',
      histogram: [
        { days: 0, orders: 1 },
        { days: 10, orders: 2 },
        { days: 50, orders: 1 },
      ],
    })
    expect(await between('2026-03-01', '2026-03-31')).toMatchObject({ orders: 1, median: 50 })
    expect(await between(null, '2026-01-10')).toMatchObject({ orders: 0 })
  })

  test('knows nothing of a shop where nobody came again', async () => {
    await ingest(bought('1', '1', '2026-01-01', '1'), bought('2', null, '2026-01-02', '1'))
    expect(await between()).toEqual({
      orders: 0,
      lowerQuartile: null,
      median: null,
      upperQuartile: null,
      mean: null,
      histogram: [],
    })
  })
})
