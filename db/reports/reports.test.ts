import { afterAll, beforeAll, expect, test } from 'vitest'
import { order, sale } from '../ingest/testing/inputs.ts'
import { createTestShops, type TestShop, type TestShops } from '../ingest/testing/test-shops.ts'
import {
  findReportCheck,
  planReport,
  type ReportFigure,
  saveReport,
  saveReportCheck,
} from './index.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await createTestShops()
})
afterAll(async () => await shops.drop())

const placed = (id: string, processedAt: string, price: string, currencyCode = 'USD') =>
  order({
    id,
    processedAt,
    currencyCode,
    sales: [sale({ id, totalAmount: price, happenedAt: processedAt, currencyCode })],
  })

/** Half past midnight on 11 April in Berlin. */
const NOW = new Date('2026-04-10T22:30:00Z')

async function shopWith(...orders: Parameters<TestShop['ingest']>): Promise<TestShop> {
  const shop = await shops.addShop('Europe/Berlin', 'USD')
  await shop.ingest(...orders)
  await shop.drain()
  return shop
}

const plan = (shop: TestShop) => shop.run((trx) => planReport(trx, NOW))

const keepGoingFrom = (shop: TestShop, olderBefore: string | null) =>
  shop.run((trx) => saveReportCheck(trx, { checkedAt: NOW, olderBefore, fault: null }))

test('the last eight days that are over are compared, and older ones in turn, back to the first', async () => {
  const shop = await shopWith(placed('1', '2025-12-01T12:00:00Z', '10.00'))
  const recent = { from: '2026-04-03', to: '2026-04-10' }
  expect(await plan(shop)).toEqual({
    currencyCode: 'USD',
    ranges: [recent, { from: '2026-01-01', to: '2026-04-02' }],
    olderBefore: '2026-01-01',
  })
  await keepGoingFrom(shop, '2026-01-01')
  expect(await plan(shop)).toMatchObject({
    ranges: [recent, { from: '2025-12-01', to: '2025-12-31' }],
    olderBefore: '2025-12-01',
  })
  await keepGoingFrom(shop, '2025-12-01')
  expect(await plan(shop)).toMatchObject({ ranges: [recent], olderBefore: null })
  await keepGoingFrom(shop, null)
  expect(await plan(shop)).toMatchObject({ olderBefore: '2026-01-01' })
  expect(await shop.run(findReportCheck)).toEqual({
    checkedAt: NOW,
    olderBefore: null,
    fault: null,
  })
})

test('a shop without orders, and one whose first day is not over, has nothing to compare', async () => {
  expect(await plan(await shopWith())).toBe(undefined)
  expect(await plan(await shopWith(placed('1', '2026-04-10T22:10:00Z', '1.00')))).toBe(undefined)
})

test('days that the mirror does not hold completely are left alone', async () => {
  const shop = await shopWith(placed('1', '2025-12-01T12:00:00Z', '10.00'))
  await shop.run(async (trx) => {
    await trx
      .insertInto('sync_coverage')
      .values({
        tenant_id: shop.tenantId,
        entity: 'orders',
        complete_from: '2026-04-06T10:00:00Z',
        complete_to: '2026-04-10T10:00:00Z',
        gaps: '[]',
      })
      .execute()
  })
  expect(await plan(shop)).toMatchObject({
    ranges: [{ from: '2026-04-07', to: '2026-04-10' }],
    olderBefore: null,
  })
})

const says = (day: string, metric: ReportFigure['metric'], amount: string) => ({
  day,
  metric,
  amount,
})

test('what differs in a day is kept, by metric, and is gone once both say the same', async () => {
  const shop = await shopWith(
    placed('1', '2026-04-01T12:00:00Z', '10.00'),
    placed('2', '2026-04-02T12:00:00Z', '20.00'),
    placed('3', '2026-04-02T13:00:00Z', '99.00', 'EUR'),
  )
  const save = (figures: ReportFigure[], from = '2026-04-01', to = '2026-04-03') =>
    shop.run((trx) =>
      saveReport(trx, {
        range: { from, to },
        currencyCode: 'USD',
        digits: 2,
        figures,
        comparedAt: NOW,
      }),
    )
  const differences = () =>
    shop.run((trx) =>
      trx
        .selectFrom('report_differences')
        .select(['day', 'metric', 'ours', 'shopify'])
        .orderBy('day')
        .orderBy('metric')
        .execute(),
    )
  const first = ['orders', 'gross_sales', 'net_sales', 'total_sales'] as const
  // The first day alike, the second without its gross sales, the third with a fee in two parts.
  await save([
    ...first.map((metric) => says('2026-04-01', metric, metric === 'orders' ? '1' : '10.0')),
    says('2026-04-02', 'orders', '2'),
    says('2026-04-02', 'net_sales', '20.004'),
    says('2026-04-02', 'total_sales', '20.005'),
    says('2026-04-03', 'fees', '1.5'),
    says('2026-04-03', 'fees', '0.25'),
  ])
  expect(await differences()).toEqual([
    { day: '2026-04-02', metric: 'gross_sales', ours: '20.00', shopify: '0.00' },
    { day: '2026-04-02', metric: 'total_sales', ours: '20.00', shopify: '20.01' },
    { day: '2026-04-03', metric: 'fees', ours: '0', shopify: '1.75' },
  ])
  await save(
    [
      says('2026-04-02', 'orders', '2'),
      ...(['gross_sales', 'net_sales', 'total_sales'] as const).map((metric) =>
        says('2026-04-02', metric, '20'),
      ),
    ],
    '2026-04-02',
    '2026-04-02',
  )
  expect(await differences()).toMatchObject([{ day: '2026-04-03', metric: 'fees' }])
  const days = await shop.run((trx) => trx.selectFrom('report_days').select('day').execute())
  expect(days).toHaveLength(3)
})
