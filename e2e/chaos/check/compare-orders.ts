import { isoTime, type Fields } from './differences.ts'
import type { Differences } from './differences.ts'
import { digitsOf, toMinorUnits } from './minor-units.ts'
import type { ReadRows } from './read-rows.ts'
import type { ShopWorld, WorldOrder } from './world.ts'

/** Orders without their parts: every column that Shopify decides. */
export async function compareOrders(
  name: string,
  world: ShopWorld,
  read: ReadRows,
  differences: Differences,
): Promise<void> {
  const orders = [...world.orders.values()]
  const rows = await readOrders(read)
  differences.compareAll(
    `${name}: order`,
    new Map(orders.map((order) => [String(order.id), orderFields(order, world)])),
    new Map(rows.map(({ id, ...row }) => [id, mirroredOrder(row)])),
  )
}

function orderFields(order: WorldOrder, { customers }: ShopWorld): Fields {
  const customer = order.customerId !== null && customers.has(order.customerId)
  return {
    name: order.name,
    customer: customer ? String(order.customerId) : null,
    processedAt: isoTime(order.processedAt),
    createdAt: isoTime(order.createdAt),
    updatedAt: isoTime(order.updatedAt),
    cancelledAt: isoTime(order.cancelledAt),
    cancelReason: order.cancelReason,
    test: order.test,
    currency: order.currencyCode,
    presentmentCurrency: order.presentmentCurrencyCode,
    financialStatus: order.financialStatus,
    fulfillmentStatus: order.fulfillmentStatus,
    source: order.sourceName,
    country: (order.shippingAddress ?? order.billingAddress)?.countryCode ?? null,
    originalTotal: String(order.totals.originalTotalPrice.shop),
    currentTotal: String(order.totals.currentTotalPrice.shop),
    totalRefunded: String(order.totals.totalRefunded.shop),
    ledgerDifference: '0',
  }
}

interface OrderRow {
  id: string
  name: string
  customer: string | null
  processed_at: Date
  created_at: Date
  updated_at: Date
  cancelled_at: Date | null
  cancel_reason: string | null
  test: boolean
  currency: string
  presentment_currency: string
  financial_status: string | null
  fulfillment_status: string | null
  source: string | null
  country: string | null
  original_total: string
  current_total: string
  total_refunded: string
  ledger_difference: string
}

function readOrders(read: ReadRows): Promise<OrderRow[]> {
  return read(`
    select id::text, name, customer_id::text as customer, processed_at, created_at, updated_at,
      cancelled_at, cancel_reason, test, currency_code as currency,
      presentment_currency_code as presentment_currency, financial_status, fulfillment_status,
      source_name as source, country_code as country, original_total::text, current_total::text, total_refunded::text,
      ledger_difference::text
    from orders where tenant_id = $1 and deleted_at is null`)
}

function mirroredOrder(row: Omit<OrderRow, 'id'>): Fields {
  const digits = digitsOf(row.currency)
  return {
    name: row.name,
    customer: row.customer,
    processedAt: row.processed_at.toISOString(),
    createdAt: row.created_at.toISOString(),
    updatedAt: row.updated_at.toISOString(),
    cancelledAt: row.cancelled_at?.toISOString() ?? null,
    cancelReason: row.cancel_reason,
    test: row.test,
    currency: row.currency,
    presentmentCurrency: row.presentment_currency,
    financialStatus: row.financial_status,
    fulfillmentStatus: row.fulfillment_status,
    source: row.source,
    country: row.country,
    originalTotal: toMinorUnits(row.original_total, digits),
    currentTotal: toMinorUnits(row.current_total, digits),
    totalRefunded: toMinorUnits(row.total_refunded, digits),
    ledgerDifference: toMinorUnits(row.ledger_difference, digits),
  }
}
