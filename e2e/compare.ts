import { expect } from 'vitest'
import type { Session } from './api-client.ts'
import type { RunFile } from './system.ts'

interface Money {
  amount: string
  currencyCode: string
}

/** The stand-in's own account of a shop, from its generator's state. */
export interface Truth {
  shop: string
  currencyCode: string
  timeZone: string
  stats: Record<string, string | number>
  /** A reversal counted on the day of its order. */
  statsByOrder: Record<string, string | number>
  days: ({ date: string; orders: number; totalSales: string; netSales: string } & Record<
    string,
    string | number
  >)[]
  daysByOrder: { date: string; totalSales: string; netSales: string }[]
  customers: { id: string; totalSpent: string; ordersCount: number }[]
  counts: Record<string, number>
}

export async function fetchTruth(run: RunFile, shop: string, query = ''): Promise<Truth> {
  const response = await fetch(`${run.shopifyControl}/_truth?shop=${shop}${query}`)
  if (!response.ok) throw new Error(`/_truth answered ${response.status}`)
  return (await response.json()) as Truth
}

export async function control(run: RunFile, path: string, body: unknown): Promise<unknown> {
  const response = await fetch(`${run.shopifyControl}/_control/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`)
  return response.json()
}

const moneyFigures = [
  'grossSales',
  'discounts',
  'returns',
  'netSales',
  'shipping',
  'duties',
  'fees',
  'taxes',
  'tips',
  'giftCards',
  'averageOrderValue',
]
const countFigures = [
  'orders',
  'customers',
  'orderingCustomers',
  'guestOrders',
  'newCustomers',
  'returningCustomers',
]

/** Every figure that the API gives for the session's shop equals the truth, to the last minor unit. */
export async function expectTruth(run: RunFile, session: Session, shop: string): Promise<void> {
  const truth = await fetchTruth(run, shop)
  const stats = await session.get<Record<string, Money & number>>('/api/stats')
  expect({ shop, totalRevenue: stats['totalRevenue'] }).toEqual({
    shop,
    totalRevenue: { amount: truth.stats['totalRevenue'], currencyCode: truth.currencyCode },
  })
  for (const figure of moneyFigures) {
    expect([shop, figure, stats[figure]?.amount]).toEqual([shop, figure, truth.stats[figure]])
  }
  for (const figure of countFigures) {
    expect([shop, figure, stats[figure]]).toEqual([shop, figure, truth.stats[figure]])
  }
  await expectDays(session, truth)
  const top = await session.get<{
    customers: { id: string; totalSpent: Money; ordersCount: number }[]
  }>('/api/customers/top?limit=250')
  expect(
    top.customers.map((c) => ({
      id: c.id,
      totalSpent: c.totalSpent.amount,
      ordersCount: c.ordersCount,
    })),
  ).toEqual(
    truth.customers
      .filter(({ ordersCount }) => ordersCount > 0)
      .slice(0, 250)
      .map(({ id, totalSpent, ordersCount }) => ({ id, totalSpent, ordersCount })),
  )
}

interface Bucket {
  date: string
  orders: number
  totalSales: Money
  netSales: Money
}

async function expectDays(session: Session, truth: Truth): Promise<void> {
  const [first, last] = [truth.days[0]?.date, truth.days.at(-1)?.date]
  if (!first || !last) throw new Error('The truth has no days')
  const history = async (rest: string): Promise<Bucket[]> =>
    (
      await session.get<{ history: Bucket[] }>(
        `/api/orders?from=${first}&to=${last}&interval=${rest}`,
      )
    ).history
  const sold = (b: { orders: number; totalSales: string }): boolean =>
    b.orders !== 0 || !/^-?0(\.0+)?$/.test(b.totalSales)
  const flat = (buckets: Bucket[]): object[] =>
    buckets
      .map((b) => ({
        date: b.date,
        orders: b.orders,
        totalSales: b.totalSales.amount,
        netSales: b.netSales.amount,
      }))
      .filter(sold)
  const expected = truth.days
    .map(({ date, orders, totalSales, netSales }) => ({ date, orders, totalSales, netSales }))
    .filter(sold)
  expect(flat(await history('day'))).toEqual(expected)
  const byOrder = (await history('day&reversals=order')).map((b) => [b.date, b.totalSales.amount])
  const trueByOrder = new Map(truth.daysByOrder.map((d) => [d.date, d.totalSales]))
  for (const [date, amount] of byOrder) {
    const expectedAmount = trueByOrder.get(date ?? '')
    if (expectedAmount !== undefined) expect([date, amount]).toEqual([date, expectedAmount])
  }
}
