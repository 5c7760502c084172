import { array, assert, asyncProperty, constantFrom } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant, type TenantTrx } from '../index.ts'
import { verifyRollups } from '../ingest/index.ts'
import { drain } from '../testing/drain.ts'
import { history } from '../testing/history/happening.ts'
import { ZONES } from '../testing/history/instants.ts'
import { question, type Question } from '../testing/history/question.ts'
import { ShopPlayer } from '../testing/history/shop-player.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import { addDays, addYears, daysBetween } from '../testing/oracle/calendar.ts'
import * as oracle from '../testing/oracle/index.ts'
import { customerHistory } from './customer-history.ts'
import { earlierProductSales } from './earlier-product-sales.ts'
import { existingCustomers } from './existing-customers.ts'
import { cohorts } from './cohorts.ts'
import { customerDrift } from './customer-drift.ts'
import { customerFigures } from './customer-figures.ts'
import { type CustomerRow, listCustomers } from './list-customers.ts'
import { orderingHistory } from './ordering-history.ts'
import { listGroup } from './list-group.ts'
import { ordersHistory } from './orders-history.ts'
import { otherCurrencies } from './other-currencies.ts'
import { productSales } from './product-sales.ts'
import { rfmCutOffs } from './rfm-cut-offs.ts'
import { rfmGroups } from './rfm-groups.ts'
import { salesBySegment } from './sales-by-segment.ts'
import { salesFilters } from './sales-filters.ts'
import { salesFigures } from './sales-figures.ts'
import { expectedMembers, memberLists, nameList } from './testing/member-lists.ts'
import { timeBetweenOrders } from './time-between-orders.ts'
import { topCustomers } from './top-customers.ts'
import { untoldWhoOrdered } from './untold-who-ordered.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => await database.drop())

/** What a question is answered by: the product's insight, and what it must say. */
interface Insight {
  ask: (trx: TenantTrx, shop: oracle.Shop, question: Question) => Promise<unknown>
  expected: (shop: oracle.Shop, question: Question) => unknown
}

const terms = ({ currencyCode, timeZone }: oracle.Shop) => ({ currencyCode, timeZone })

const SEGMENTS = ['channel', 'customerType', 'presentmentCurrency', 'country'] as const

/** One after the other, as shops differ. */
const anySegment = ({ orders }: oracle.Shop) => SEGMENTS[orders.length % 4] ?? 'channel'

const insights: Readonly<Record<string, Insight>> = {
  'sales figures': {
    ask: async (trx, shop, { range, closed, reversals, filters }) =>
      await salesFigures(trx, {
        ...terms(shop),
        periods: [range, before(closed), yearBefore(closed)],
        reversals,
        filters,
      }),
    expected: (shop, { range, closed, reversals, filters }) =>
      [range, before(closed), yearBefore(closed)].map((period) =>
        oracle.salesFigures(shop, period, { reversals, filters }),
      ),
  },
  'orders over time': {
    ask: async (trx, shop, { closed, interval, compared, reversals, filters }) =>
      await ordersHistory(trx, {
        ...terms(shop),
        ...ranges(closed, compared),
        interval,
        reversals,
        filters,
      }),
    expected: (shop, { closed, interval, compared, reversals, filters }) =>
      oracle.salesHistory(shop, { ...closed, interval, compared }, { reversals, filters }),
  },
  'other currencies': {
    ask: async (trx, shop, { range, reversals, filters }) =>
      await otherCurrencies(trx, { ...terms(shop), range, reversals, filters }),
    expected: (shop, { range, reversals, filters }) =>
      oracle.otherCurrencies(shop, range, { reversals, filters }),
  },
  'sales by what orders have': {
    ask: async (trx, shop, { range, reversals, filters }) => {
      const asked = { ...terms(shop), range, by: anySegment(shop), reversals, filters }
      return (await salesBySegment(trx, asked)).toSorted((a, b) => (a.key < b.key ? -1 : 1))
    },
    expected: (shop, { range, reversals, filters }) =>
      oracle.salesBySegment(shop, range, { by: anySegment(shop), reversals, filters }),
  },
  'values of the filters': {
    ask: async (trx) => {
      const found = await salesFilters(trx)
      return SEGMENTS.map((by) => found[by].toSorted((a, b) => (a.value < b.value ? -1 : 1)))
    },
    expected: (shop) => SEGMENTS.map((by) => oracle.countSegment(shop, by)),
  },
  'who ordered': {
    ask: async (trx, shop, { range, closed, filters }) =>
      await customerFigures(trx, { ...terms(shop), periods: [range, before(closed)], filters }),
    expected: (shop, { range, closed, filters }) =>
      [range, before(closed)].map((period) => oracle.customerFigures(shop, period, filters)),
  },
  'who ordered over time': {
    ask: async (trx, _shop, { closed, interval, compared, filters }) =>
      await orderingHistory(trx, { ...ranges(closed, compared), interval, filters }),
    expected: (shop, { closed, interval, compared, filters }) => {
      if (filters.product !== undefined) return null
      const untold = Object.keys(untoldWhoOrdered(filters)).map((field) => [field, null])
      const told = oracle.orderingHistory(shop, { ...closed, interval, compared }, filters)
      return told.map((bucket) => ({ ...bucket, ...Object.fromEntries(untold) }))
    },
  },
  customers: {
    ask: async (trx, shop, { closed }) =>
      await existingCustomers(trx, { ...terms(shop), ends: [null, closed.to] }),
    expected: (shop, { closed }) => [
      oracle.countCustomers(shop),
      oracle.countCustomers(shop, closed.to),
    ],
  },
  'top customers': {
    ask: async (trx, shop) =>
      (await topCustomers(trx, { ...terms(shop), limit: 3 })).map((row) => ({
        ...row,
        firstOrderAt: row.firstOrderAt.getTime(),
        lastOrderAt: row.lastOrderAt.getTime(),
      })),
    expected: (shop) =>
      oracle
        .customerValues(shop)
        .filter(({ id }) => shop.customers.some((customer) => customer.id === id))
        .slice(0, 3)
        .map(({ exactSpent: _, cohortMonth: _month, ...row }) => row),
  },
  'customers, page by page': {
    ask: async (trx, shop) => {
      const cutOffs = await rfmCutOffs(trx, terms(shop))
      const found: CustomerRow[] = []
      for (let more = true; more;) {
        const input = { ...terms(shop), cutOffs, sort: 'lifetimeValue', direction: 'desc' } as const
        const page = await listCustomers(trx, { ...input, after: found.at(-1), limit: 2 })
        found.push(...page.rows)
        more = page.more
      }
      return found.map(({ averageOrder, ...row }) => ({
        ...row,
        averageOrderValue: averageOrder,
        firstOrderAt: row.firstOrderAt.getTime(),
        lastOrderAt: row.lastOrderAt.getTime(),
      }))
    },
    expected: (shop) => {
      const all = oracle.customerValues(shop)
      return all.map((value) => {
        const { exactSpent: _, ...row } = value
        return { ...row, rfmGroup: oracle.rfmGroupOf(value, all) }
      })
    },
  },
  'members of RFM groups, in every order and page by page': {
    ask: async (trx, shop) => {
      const cutOffs = await rfmCutOffs(trx, terms(shop))
      const listed: string[] = []
      for (const asked of memberLists(shop)) {
        const ids: string[] = []
        for (let after: CustomerRow | undefined, more = true; more;) {
          const page = await listGroup(trx, { ...terms(shop), cutOffs, ...asked, after })
          ids.push(...page.rows.map(({ id }) => id))
          after = page.rows.at(-1)
          more = page.more
        }
        listed.push(nameList(asked, ids))
      }
      return listed
    },
    expected: (shop) =>
      memberLists(shop).map((asked) => nameList(asked, expectedMembers(shop, asked))),
  },
  'RFM groups': {
    ask: async (trx, shop) => {
      const cutOffs = await rfmCutOffs(trx, terms(shop))
      return await rfmGroups(trx, { ...terms(shop), cutOffs })
    },
    expected: (shop) => oracle.rfmGroups(shop),
  },
  'drift from Shopify': {
    ask: async (trx) => {
      const { notComparable, byCurrency } = await customerDrift(trx)
      return {
        notComparable,
        byCurrency: byCode(
          byCurrency.map((one) => ({ ...one, difference: oracle.parseAmount(one.difference) })),
        ),
      }
    },
    expected: (shop) => {
      const { notComparable, byCurrency } = oracle.countDrift(shop)
      return { notComparable, byCurrency: byCode(byCurrency) }
    },
  },
  cohorts: {
    ask: async (trx, shop, { range, closed, reversals }) =>
      await cohorts(trx, { ...terms(shop), range, reversals, today: closed.to }),
    expected: (shop, { range, closed, reversals }) =>
      oracle.cohorts(shop, range, { reversals, today: closed.to }),
  },
  'time between orders': {
    ask: async (trx, _shop, { range }) => await timeBetweenOrders(trx, { range }),
    expected: (shop, { range }) => oracle.timeBetweenOrders(shop, range),
  },
  'a customer’s history': {
    ask: async (trx, shop, { closed, reversals }) =>
      await customerHistory(trx, {
        ...terms(shop),
        customerId: '1',
        reversals,
        today: closed.to,
      }),
    expected: (shop, { closed, reversals }) =>
      oracle.customerHistory(shop, { customerId: '1', reversals, today: closed.to }),
  },
  products: {
    ask: async (trx, shop, { range, reversals, interval }) => {
      const by = interval === 'day' ? 'product' : 'variant'
      const found = await productSales(trx, {
        ...terms(shop),
        range,
        reversals,
        by,
        show: 'sold',
        sort: 'netSales',
        direction: 'desc',
        limit: 100,
      })
      const key = (row: { productId: string; variantId: string }): string =>
        by === 'product' ? row.productId : `${row.productId} ${row.variantId}`
      return {
        total: found.total,
        rows: Object.fromEntries(found.rows.map((row) => [key(row), row])),
      }
    },
    expected: (shop, { range, reversals, interval }) => {
      const by = interval === 'day' ? 'product' : 'variant'
      return {
        total: oracle.allProducts(shop, range, reversals),
        rows: Object.fromEntries(oracle.productFigures(shop, range, { reversals, by })),
      }
    },
  },
  'products in the period before': {
    ask: async (trx, shop, { closed, reversals, interval }) => {
      const by = interval === 'day' ? 'product' : 'variant'
      const rows = [...oracle.productFigures(shop, closed, { reversals, by }).keys()].map((key) => {
        const [productId = '', variantId = '0'] = key.split(' ')
        return { productId, variantId }
      })
      const period = before(closed)
      return await earlierProductSales(trx, { ...terms(shop), period, reversals, by, rows })
    },
    expected: (shop, { closed, reversals, interval }) => {
      const by = interval === 'day' ? 'product' : 'variant'
      const earlier = oracle.productFigures(shop, before(closed), { reversals, by })
      const nothing = oracle.allProducts({ ...shop, orders: [] }, closed, reversals)
      const keys = [...oracle.productFigures(shop, closed, { reversals, by }).keys()]
      return keys.map((key) => earlier.get(key) ?? nothing)
    },
  },
}

test('whatever happens to a shop, each insight answers what the definitions say', async () => {
  await assert(
    asyncProperty(
      constantFrom(...ZONES),
      history,
      array(question, { minLength: 4, maxLength: 4 }),
      async (timeZone, happenings, questions) => {
        const { tenantId } = await createTestTenant(database.db, { timeZone, currencyCode: 'USD' })
        const player = new ShopPlayer(timeZone, 'USD')
        for (const happening of happenings) {
          await inTenant(database.db, tenantId, (trx) => player.play(trx, happening))
        }
        await drain(database.db, tenantId)
        await inTenant(database.db, tenantId, async (trx) => {
          expect(await verifyRollups(trx)).toEqual([])
          for (const asked of questions) await compare(trx, player.shop, asked)
        })
      },
    ),
    { seed: 20_261_126, numRuns: 40 },
  )
})

async function compare(trx: TenantTrx, shop: oracle.Shop, asked: Question): Promise<void> {
  for (const [name, { ask, expected }] of Object.entries(insights)) {
    expect({ [name]: await ask(trx, shop, asked) }).toMatchObject({ [name]: expected(shop, asked) })
  }
}

function byCode<T extends { currencyCode: string | null }>(rows: readonly T[]) {
  return rows.toSorted((a, b) => ((a.currencyCode ?? '') < (b.currencyCode ?? '') ? -1 : 1))
}

interface Days {
  from: string
  to: string
}

function lengthOf({ from, to }: Days): number {
  return daysBetween(from, to) + 1
}

/** The range of a history, and the earlier one whose figures it shows, if it does. */
function ranges(range: Days, compared: Question['compared']) {
  if (compared === undefined) return { range }
  const earlier =
    compared === 'year'
      ? { ...yearBefore(range), earlierBy: { years: 1 } }
      : { ...before(range), earlierBy: { days: lengthOf(range) } }
  return { range, compared: earlier }
}

/** As many days, ending the day before. */
function before(days: Days): Days {
  return { from: addDays(days.from, -lengthOf(days)), to: addDays(days.from, -1) }
}

function yearBefore({ from, to }: Days): Days {
  return { from: addYears(from, -1), to: addYears(to, -1) }
}
