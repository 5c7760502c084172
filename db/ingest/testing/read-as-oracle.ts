import type { TenantTrx } from '../../index.ts'
import { productRows } from './read-rollups.ts'
import { units, type Expected, type Figures, type Place } from './oracle.ts'

/** The stored rollups in the oracle's own form. */

type Row = Readonly<Record<string, unknown>>

export async function storedDays(trx: TenantTrx): Promise<Expected> {
  const rows = await trx.selectFrom('daily_sales').selectAll().execute()
  return toExpected(rows, ['reversals', 'day', 'currency_code'])
}

export async function storedSegments(trx: TenantTrx): Promise<Expected> {
  const rows = await trx.selectFrom('daily_segment_sales').selectAll().execute()
  return toExpected(rows, [
    'reversals',
    'day',
    'currency_code',
    'channel',
    'customer_type',
    'presentment_currency_code',
    'country_code',
  ])
}

export async function storedProducts(trx: TenantTrx): Promise<Expected> {
  const views = await Promise.all(
    (['event', 'order'] as const).map(async (reversals) => {
      const rows = await productRows(trx, reversals)
      return rows.map((row) => ({ reversals, ...row }))
    }),
  )
  return toExpected(views.flat(), ['reversals', 'day', 'product_id', 'variant_id', 'currency_code'])
}

export async function storedOrdering(trx: TenantTrx): Promise<Expected> {
  return toExpected(await trx.selectFrom('daily_ordering').selectAll().execute(), ['day'])
}

export async function storedGaps(trx: TenantTrx): Promise<Expected> {
  const rows = await trx.selectFrom('ordering_gaps').selectAll().execute()
  return toExpected(rows, ['steps', 'earlier_day', 'day'])
}

export async function storedGapMonths(trx: TenantTrx): Promise<Expected> {
  const rows = await trx.selectFrom('ordering_gap_months').selectAll().execute()
  return toExpected(rows, ['steps', 'earlier_month', 'day'])
}

export async function storedCohorts(trx: TenantTrx): Promise<Expected> {
  const rows = await trx.selectFrom('cohort_months').selectAll().execute()
  return toExpected(rows, ['cohort_month', 'month', 'currency_code'])
}

export async function storedCustomers(trx: TenantTrx): Promise<Map<string, string>> {
  const rows = await trx.selectFrom('customer_values').selectAll().execute()
  return new Map(
    rows.map((row) => [
      `${row.customer_id} ${row.currency_code}`,
      [
        units(row.total_spent),
        units(row.placed_value),
        row.orders_count,
        row.first_order_at.getTime(),
        row.last_order_at.getTime(),
        row.cohort_month,
      ].join(' '),
    ]),
  )
}

/** Order id → customer, day, number, the two days before, cohort. */
export async function storedPlaces(trx: TenantTrx): Promise<Map<string, string>> {
  const rows = await trx.selectFrom('customer_orders').selectAll().execute()
  return new Map(
    rows.map((row) => [
      row.order_id,
      [
        row.customer_id,
        row.currency_code,
        row.day,
        row.number,
        row.previous_day,
        row.second_previous_day,
        row.cohort_month,
      ].join(' '),
    ]),
  )
}

/** The oracle's places, said the same way. */
export function asStored(places: ReadonlyMap<string, Place>): Map<string, string> {
  return new Map(
    [...places].map(([id, { order, day, earlier, cohort }]) => [
      id,
      [
        order.customerId,
        order.currencyCode,
        day,
        Math.min(3, earlier.length + 1),
        earlier.at(-1),
        earlier.at(-2),
        cohort,
      ].join(' '),
    ]),
  )
}

/** Counts as they are, money in ten-thousandths, zeros left out. */
function toExpected(rows: readonly Row[], key: readonly string[]): Expected {
  return new Map(
    rows.map((row) => [key.map((name) => String(row[name])).join(' '), toFigures(row, key)]),
  )
}

const COUNTS = new Set(['units', 'returned_units'])

function toFigures(row: Row, key: readonly string[]): Figures {
  return Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => name !== 'tenant_id' && !key.includes(name))
      .map(([name, value]): [string, bigint] => [
        name,
        typeof value === 'number' || COUNTS.has(name)
          ? BigInt(Number(value))
          : units(String(value)),
      ])
      .filter(([, value]) => value !== 0n),
  )
}
