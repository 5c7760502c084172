import type { Differences, Fields } from './differences.ts'
import type { ReadRows } from './read-rows.ts'
import type { ShopTruth } from './world.ts'

/** The truth's name of each figure, and the column of `daily_sales` that holds it. */
const FIGURES = {
  orders: 'orders',
  totalSales: 'total_sales',
  grossSales: 'gross_sales',
  discounts: 'discounts',
  returns: 'returns',
  netSales: 'net_sales',
  shipping: 'shipping',
  duties: 'duties',
  fees: 'fees',
  taxes: 'taxes',
  tips: 'tips',
  tipTaxes: 'tip_taxes',
  giftCards: 'gift_cards',
  giftCardTaxes: 'gift_card_taxes',
} as const

type Day = readonly [key: string, figures: Fields]

/** The rollups as they stand in Postgres: each day in both views, and each customer's lifetime. */
export async function compareRollups(
  name: string,
  truth: ShopTruth,
  read: ReadRows,
  differences: Differences,
): Promise<void> {
  const columns = Object.values(FIGURES).join('::text, ')
  const rows = await read<Record<string, string>>(`
    select reversals, day::text, currency_code, ${columns}::text
    from daily_sales where tenant_id = $1`)
  for (const [view, days] of [
    ['event', truth.days],
    ['order', truth.daysByOrder],
  ] as const) {
    const currency = truth.currencyCode
    const expected = days.map((day): Day => [day.date, figuresOf(day, Object.keys(FIGURES))])
    const stored = rows
      .filter(({ reversals }) => reversals === view)
      .map((row): Day => [
        row['currency_code'] === currency ? `${row['day']}` : `${row['day']}, not in ${currency}`,
        figuresOf(row, Object.values(FIGURES)),
      ])
    differences.compareAll(
      `${name}: day by ${view}`,
      new Map(expected.filter(isSold)),
      new Map(stored.filter(isSold)),
    )
  }
  await compareLifetimes(name, truth, read, differences)
}

/** Figures in the truth's order, each as one plain decimal. */
function figuresOf(from: Readonly<Record<string, unknown>>, names: readonly string[]): Fields {
  return Object.fromEntries(
    Object.keys(FIGURES).map((figure, index) => [figure, plain(String(from[names[index] ?? '']))]),
  )
}

/** "12.50", "12.5" and "-0.00" are one number each; nothing is rounded. */
function plain(decimal: string): string {
  const short = decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal
  return short === '-0' ? '0' : short
}

/** A day on which nothing counted may have a row or none. */
function isSold([, figures]: Day): boolean {
  return Object.values(figures).some((figure) => figure !== '0')
}

async function compareLifetimes(
  name: string,
  truth: ShopTruth,
  read: ReadRows,
  differences: Differences,
): Promise<void> {
  const rows = await read<LifetimeRow>(`
    select customer_id::text as id, total_spent::text, orders_count, first_order_at, last_order_at
    from customer_values where tenant_id = $1`)
  differences.compareAll(
    `${name}: lifetime value of customer`,
    new Map(
      truth.customers
        .filter(({ ordersCount }) => ordersCount > 0)
        .map((customer) => [
          customer.id,
          {
            totalSpent: plain(customer.totalSpent),
            ordersCount: customer.ordersCount,
            firstOrderAt: customer.firstOrderAt,
            lastOrderAt: customer.lastOrderAt,
          },
        ]),
    ),
    new Map(
      rows.map((row) => [
        row.id,
        {
          totalSpent: plain(row.total_spent),
          ordersCount: row.orders_count,
          firstOrderAt: row.first_order_at.toISOString(),
          lastOrderAt: row.last_order_at.toISOString(),
        },
      ]),
    ),
  )
}

interface LifetimeRow {
  id: string
  total_spent: string
  orders_count: number
  first_order_at: Date
  last_order_at: Date
}
