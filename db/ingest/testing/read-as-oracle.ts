import type { TenantTrx } from '../../index.ts'
import { units, type Expected, type Figures } from './oracle.ts'

/** The stored rollups in the oracle's own form. */

export async function storedDays(trx: TenantTrx): Promise<Expected> {
  const rows = await trx.selectFrom('daily_sales').selectAll().execute()
  return new Map(
    rows.map(({ tenant_id: _, entries: _entries, reversals, day, currency_code, ...row }) => {
      const { units: pieces, orders, ...money } = row
      return [
        `${reversals} ${day} ${currency_code}`,
        withoutZeros({ orders: BigInt(orders), units: BigInt(pieces), ...toUnits(money) }),
      ]
    }),
  )
}

export async function storedProducts(trx: TenantTrx): Promise<Expected> {
  const rows = await trx.selectFrom('daily_product_sales').selectAll().execute()
  return new Map(
    rows.map(({ tenant_id: _, entries: _entries, reversals, day, units: pieces, ...row }) => {
      const { product_id, variant_id, currency_code, returned_units: _returned, ...money } = row
      return [
        `${reversals} ${day} ${product_id} ${variant_id} ${currency_code}`,
        withoutZeros({ units: BigInt(pieces), ...toUnits(money) }),
      ]
    }),
  )
}

export async function storedCustomers(trx: TenantTrx): Promise<Map<string, string>> {
  const rows = await trx.selectFrom('customer_values').selectAll().execute()
  return new Map(
    rows.map((row) => [
      `${row.customer_id} ${row.currency_code}`,
      [
        units(row.total_spent),
        row.orders_count,
        row.first_order_at.getTime(),
        row.last_order_at.getTime(),
        row.cohort_month,
      ].join(' '),
    ]),
  )
}

function toUnits(money: Record<string, string>): Figures {
  return Object.fromEntries(Object.entries(money).map(([name, amount]) => [name, units(amount)]))
}

function withoutZeros(figures: Figures): Figures {
  return Object.fromEntries(Object.entries(figures).filter(([, amount]) => amount !== 0n))
}
