import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant } from '../index.ts'
import { ingestCustomers, ingestOrders, ingestProducts, markDeleted } from '../ingest/index.ts'
import { customer, line, order, product, reversal, sale } from '../ingest/testing/inputs.ts'
import { type AnalystLogin, createAnalystLogin } from '../testing/analyst-login.ts'
import { drain } from '../testing/drain.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'

let database: TestDatabase
let analyst: AnalystLogin
let shopDomain: string

/** What a ledger can hold besides products and shipping. */
const OTHERS = [
  ['1', 'DUTY', '3.30', '0.30'],
  ['2', 'FEE', '2.20', '0.20'],
  ['3', 'ADDITIONAL_FEE', '1.10', '0.10'],
  ['4', 'TIP', '5.50', '0.50'],
  ['5', 'GIFT_CARD', '50.03', '0.03'],
  ['6', 'ADJUSTMENT', '-1.10', '-0.10'],
  ['7', 'UNKNOWN', '-2.20', '-0.20'],
] as const

/**
 * Customer 7 orders twice, once over a change of clocks, and a guest once with everything that a
 * ledger can hold; one order is a test, one was deleted.
 */
beforeAll(async () => {
  database = await createTestDatabase()
  const shop = await createTestTenant(database.db, {
    timeZone: 'Europe/Berlin',
    currencyCode: 'EUR',
  })
  shopDomain = shop.shopDomain
  const eur = { currencyCode: 'EUR' }
  const lines = [
    line({ id: '11', productId: '5', variantId: '50', quantity: 2 }),
    line({ id: '12', title: 'Made to measure' }),
  ]
  await inTenant(database.db, shop.tenantId, async (trx) => {
    await ingestCustomers(trx, [customer({ id: '7' })])
    await ingestProducts(trx, [product({ id: '5', title: 'Lamp' })])
    await ingestOrders(trx, [
      order({
        id: '1',
        ...eur,
        customerId: '7',
        processedAt: '2026-03-28T22:30:00Z',
        currentTotal: '15.61',
        lines,
        sales: [
          sale({
            id: '1',
            ...eur,
            quantity: 2,
            totalAmount: '21.42',
            taxAmount: '3.42',
            discountBeforeTax: '2.0',
            lineItemId: '11',
          }),
          sale({ id: '2', ...eur, lineType: 'SHIPPING', totalAmount: '4.90', taxAmount: '0.78' }),
          reversal({
            id: '3',
            ...eur,
            happenedAt: '2026-03-29T22:30:00Z',
            totalAmount: '-10.71',
            taxAmount: '-1.71',
            discountBeforeTax: '-1.0',
            lineItemId: '11',
          }),
        ],
      }),
      order({
        id: '2',
        ...eur,
        customerId: '7',
        processedAt: '2026-04-02T10:00:00Z',
        cancelledAt: '2026-04-02T10:30:00Z',
        cancelReason: 'INVENTORY',
        lines,
        sales: [sale({ id: '1', ...eur, totalAmount: '30.00', lineItemId: '12' })],
      }),
      order({
        id: '3',
        ...eur,
        sourceName: 'pos',
        processedAt: '2026-04-02T11:00:00Z',
        lines,
        sales: OTHERS.map(([id, lineType, totalAmount, taxAmount]) =>
          sale({ id, ...eur, lineType, quantity: null, totalAmount, taxAmount }),
        ),
      }),
      order({ id: '4', ...eur, test: true, lines, sales: [sale({ id: '1', ...eur })] }),
      order({ id: '5', ...eur, lines, sales: [sale({ id: '1', ...eur })] }),
    ])
    await markDeleted(trx, 'orders', ['5'], null)
  })
  await drain(database.db, shop.tenantId)
  analyst = await createAnalystLogin(database.ownerUrl, [shopDomain])
})
afterAll(async () => {
  await analyst.drop()
  await database.drop()
})

const read = (statement: string) => analyst.inShop(shopDomain, statement)

const MONEY = [
  'gross_sales',
  'discounts',
  'returns',
  'net_sales',
  'shipping',
  'duties',
  'fees',
  'taxes',
  'total_sales',
  'tips',
  'tip_taxes',
  'gift_cards',
  'gift_card_taxes',
]
const sums = (names: readonly string[]) =>
  names.map((name) => `sum(${name})::numeric(20, 4)::text as ${name}`).join(', ')

test.each([
  ['event', 'day'],
  ['order', 'order_day'],
])('the ledger’s figures by their day are the days’ (reversals %s)', async (reversals, day) => {
  const figures = sums([...MONEY, 'units'])
  const ledger = await read(
    `select ${day}::text as day, currency_code, ${figures} from ledger group by 1, 2 order by 1`,
  )
  const days = await read(
    `select day::text, currency_code, ${figures} from daily_sales
     where reversals = '${reversals}' group by 1, 2 order by 1`,
  )
  expect(ledger.length).toBe(reversals === 'event' ? 3 : 2)
  expect(ledger).toEqual(days)
  const segments = await read(
    `select day::text, currency_code, ${figures} from segment_sales
     where reversals = '${reversals}' group by 1, 2 order by 1`,
  )
  expect(segments).toEqual(days)
})

test('its product rows by variant are the product sales', async () => {
  const ledger = await read(
    `select day::text, product_id, variant_id,
       ${sums(['units', 'returned_units', 'gross_sales', 'returns', 'net_sales'])}
     from ledger where line_type = 'PRODUCT' group by 1, 2, 3 order by 1, 2`,
  )
  const products = await read(
    `select day::text, product_id, variant_id,
       units::numeric(20, 4)::text, (-units_returned)::numeric(20, 4)::text as returned_units,
       gross_sales::numeric(20, 4)::text, returns::numeric(20, 4)::text,
       net_sales::numeric(20, 4)::text
     from product_sales where reversals = 'event' order by 1, 2`,
  )
  expect(ledger).toEqual(products)
  expect(
    await read(
      `select day::text, product_id, units_sold::int, units_returned::int, units::int
       from product_sales where reversals = 'order' order by 1, 2`,
    ),
  ).toEqual([
    { day: '2026-03-28', product_id: '5', units_sold: 2, units_returned: 1, units: 1 },
    { day: '2026-04-02', product_id: '0', units_sold: 1, units_returned: 0, units: 1 },
  ])
})

test('orders have their kind of customer and what they are worth', async () => {
  expect(
    await read(
      `select order_id, customer_type, day::text, channel, cancel_reason, total_sales::text
       from orders order by 1`,
    ),
  ).toEqual([
    {
      order_id: '1',
      customer_type: 'new',
      day: '2026-03-28',
      channel: 'web',
      cancel_reason: null,
      // 21.42 + 4.90 - 10.71
      total_sales: '15.61',
    },
    {
      order_id: '2',
      customer_type: 'returning',
      day: '2026-04-02',
      channel: 'web',
      cancel_reason: 'INVENTORY',
      total_sales: '30.00',
    },
    {
      order_id: '3',
      customer_type: 'guest',
      day: '2026-04-02',
      channel: 'pos',
      cancel_reason: null,
      // 3.30 + 2.20 + 1.10 - 1.10 - 2.20
      total_sales: '3.30',
    },
  ])
})

test('customers have their lifetime value and the sequence of their orders', async () => {
  expect(
    await read(
      `select customer_id, orders_count, lifetime_value::numeric(20, 2)::text,
         average_order_value::numeric(20, 2)::text, cohort_month::text, currency_code
       from customers`,
    ),
  ).toEqual([
    {
      customer_id: '7',
      orders_count: 2,
      // 15.61 + 30.00
      lifetime_value: '45.61',
      // (18.00 + 30.00) / 2
      average_order_value: '24.00',
      cohort_month: '2026-03-01',
      currency_code: 'EUR',
    },
  ])
  expect(
    await read(
      `select order_id, number, days_since_previous, cohort_month::text
       from customer_orders order by number`,
    ),
  ).toEqual([
    { order_id: '1', number: 1, days_since_previous: null, cohort_month: '2026-03-01' },
    { order_id: '2', number: 2, days_since_previous: 5, cohort_month: '2026-03-01' },
  ])
  expect(
    await read(
      `select month::text, months_since_first, customers, cohort_size, net_sales_event::text,
         net_sales_order::text
       from cohorts order by month`,
    ),
  ).toEqual([
    {
      month: '2026-03-01',
      months_since_first: 0,
      customers: 1,
      cohort_size: 1,
      // 18.00 - 9.00, both in March
      net_sales_event: '9.00',
      net_sales_order: '9.00',
    },
    {
      month: '2026-04-01',
      months_since_first: 1,
      customers: 1,
      cohort_size: 1,
      net_sales_event: '30.00',
      net_sales_order: '30.00',
    },
  ])
  expect(
    await read(`select day::text, first_orders, second_orders, guest_orders from daily_customers
      order by day`),
  ).toEqual([
    { day: '2026-03-28', first_orders: 1, second_orders: 0, guest_orders: 0 },
    { day: '2026-04-02', first_orders: 0, second_orders: 1, guest_orders: 1 },
  ])
})
