import type { Differences, Fields } from './differences.ts'
import { isoTime } from './differences.ts'
import { digitsOf, toMinorUnits } from './minor-units.ts'
import type { ReadRows } from './read-rows.ts'
import type { ShopWorld, WorldOrder } from './world.ts'

/** The lines, the ledger and the refunds of all orders that are there: every column. */
export async function compareOrderParts(
  name: string,
  world: ShopWorld,
  read: ReadRows,
  differences: Differences,
): Promise<void> {
  const orders = [...world.orders.values()]
  differences.compareAll(
    `${name}: line`,
    byId(orders, (order) => order.lineItems, lineFields),
    await readLines(read, world),
  )
  differences.compareAll(
    `${name}: sale`,
    byId(
      orders,
      ({ agreements }) =>
        agreements.flatMap((agreement) => agreement.sales.map((sale) => ({ ...sale, agreement }))),
      saleFields,
    ),
    await readSales(read),
  )
  differences.compareAll(
    `${name}: refund`,
    byId(orders, (order) => order.refunds, refundFields),
    await readRefunds(read),
  )
}

/** Parts of all orders, by their own and the order's id: one that stands in two orders shows. */
function byId<Part extends { id: number }>(
  orders: readonly WorldOrder[],
  partsOf: (order: WorldOrder) => readonly Part[],
  toFields: (part: Part, order: WorldOrder) => Fields,
): Map<string, Fields> {
  return new Map(
    orders.flatMap((order) =>
      partsOf(order).map((part) => [`${part.id} of order ${order.id}`, toFields(part, order)]),
    ),
  )
}

function lineFields(line: WorldOrder['lineItems'][number]): Fields {
  return {
    product: line.productId === null ? null : String(line.productId),
    variant: line.variantId === null ? null : String(line.variantId),
    title: line.title,
    sku: line.sku,
    quantity: line.quantity,
    currentQuantity: line.currentQuantity,
    giftCard: line.kind === 'gift_card',
    unitPrice: String(line.originalUnitPrice.shop),
  }
}

/**
 * Shopify does not touch an order when a product vanishes, and from then on names none: the mirror
 * may know either, and of a product that is there only the right one.
 */
async function readLines(read: ReadRows, world: ShopWorld): Promise<Map<string, Fields>> {
  const rows = await read<Record<string, string | number | boolean | null>>(`
    select l.order_id::text, l.id::text, l.product_id::text, l.variant_id::text, l.title, l.sku,
      l.quantity, l.current_quantity, l.is_gift_card, l.unit_price::text,
      o.currency_code as currency
    from order_lines l
    left join orders o on o.tenant_id = l.tenant_id and o.id = l.order_id
    where l.tenant_id = $1 and o.deleted_at is null`)
  const bought = new Map(
    [...world.orders.values()].flatMap((order) => order.lineItems).map((line) => [line.id, line]),
  )
  return new Map(
    rows.map((row) => {
      const line = bought.get(Number(row['id']))
      const [product, variant] = [line?.productId ?? null, line?.variantId ?? null]
      const goneProduct = product !== null && !world.products.has(product)
      const goneVariant = variant !== null && !world.variants.has(variant)
      return [
        `${row['id']} of order ${row['order_id']}`,
        {
          product: row['product_id'] ?? (goneProduct ? String(product) : null),
          variant: row['variant_id'] ?? (goneVariant ? String(variant) : null),
          title: row['title'],
          sku: row['sku'],
          quantity: row['quantity'],
          currentQuantity: row['current_quantity'],
          giftCard: row['is_gift_card'],
          unitPrice: toMinorUnits(String(row['unit_price']), digitsOf(String(row['currency']))),
        },
      ]
    }),
  )
}

type Sale = WorldOrder['agreements'][number]['sales'][number] & {
  agreement: WorldOrder['agreements'][number]
}

/** The kinds of sale that name a line of the order. */
const OF_A_LINE = ['PRODUCT', 'TIP', 'GIFT_CARD']

function saleFields(sale: Sale, order: WorldOrder): Fields {
  const { agreement } = sale
  return {
    agreement: String(agreement.id),
    reason: agreement.reason,
    happenedAt: isoTime(agreement.happenedAt),
    countedAt: isoTime(agreement.reason === 'ORDER' ? order.processedAt : agreement.happenedAt),
    actionType: sale.actionType,
    lineType: sale.lineType,
    quantity: sale.quantity,
    total: String(sale.totalAmount.shop),
    discountBeforeTax: String(sale.discountBeforeTaxes.shop),
    discountAfterTax: String(sale.discountAfterTaxes.shop),
    tax: String(sale.taxAmount.shop),
    currency: order.currencyCode,
    presentmentTotal: String(sale.totalAmount.presentment),
    presentmentCurrency: order.presentmentCurrencyCode,
    line: OF_A_LINE.includes(sale.lineType) ? String(sale.subjectId) : null,
  }
}

interface SaleRow {
  order_id: string
  id: string
  happened_at: Date
  counted_at: Date
  total: string
  before_tax: string
  after_tax: string
  tax: string
  currency: string
  presentment_total: string
  presentment_currency: string
  agreement: string
  reason: string
  action: string
  line_type: string
  quantity: number | null
  line: string | null
}

async function readSales(read: ReadRows): Promise<Map<string, Fields>> {
  const rows = await read<SaleRow>(`
    select s.order_id::text, s.id::text, s.agreement_id::text as agreement, s.reason,
      s.happened_at, s.counted_at, s.action_type as action, s.line_type, s.quantity,
      s.total_amount::text as total, s.discount_before_tax::text as before_tax,
      s.discount_after_tax::text as after_tax, s.tax_amount::text as tax,
      s.currency_code as currency, s.presentment_total::text,
      s.presentment_currency_code as presentment_currency, s.line_item_id::text as line
    from sales s
    left join orders o on o.tenant_id = s.tenant_id and o.id = s.order_id
    where s.tenant_id = $1 and o.deleted_at is null`)
  return new Map(
    rows.map((row) => {
      const digits = digitsOf(row.currency)
      return [
        `${row.id} of order ${row.order_id}`,
        {
          agreement: row.agreement,
          reason: row.reason,
          happenedAt: row.happened_at.toISOString(),
          countedAt: row.counted_at.toISOString(),
          actionType: row.action,
          lineType: row.line_type,
          quantity: row.quantity,
          total: toMinorUnits(row.total, digits),
          discountBeforeTax: toMinorUnits(row.before_tax, digits),
          discountAfterTax: toMinorUnits(row.after_tax, digits),
          tax: toMinorUnits(row.tax, digits),
          currency: row.currency,
          presentmentTotal: toMinorUnits(row.presentment_total, digitsOf(row.presentment_currency)),
          presentmentCurrency: row.presentment_currency,
          line: row.line,
        },
      ]
    }),
  )
}

function refundFields(refund: WorldOrder['refunds'][number], order: WorldOrder): Fields {
  return {
    createdAt: isoTime(refund.createdAt),
    processedAt: isoTime(refund.processedAt),
    updatedAt: isoTime(refund.updatedAt),
    totalRefunded: String(refund.totalRefunded.shop),
    currency: order.currencyCode,
  }
}

interface RefundRow {
  order_id: string
  id: string
  created_at: Date | null
  processed_at: Date | null
  updated_at: Date | null
  total: string
  currency: string
}

async function readRefunds(read: ReadRows): Promise<Map<string, Fields>> {
  const rows = await read<RefundRow>(`
    select r.order_id::text, r.id::text, r.created_at, r.processed_at, r.updated_at,
      r.total_refunded::text as total, r.currency_code as currency
    from refunds r
    left join orders o on o.tenant_id = r.tenant_id and o.id = r.order_id
    where r.tenant_id = $1 and o.deleted_at is null`)
  return new Map(
    rows.map((row) => [
      `${row.id} of order ${row.order_id}`,
      {
        createdAt: row.created_at?.toISOString() ?? null,
        processedAt: row.processed_at?.toISOString() ?? null,
        updatedAt: row.updated_at?.toISOString() ?? null,
        totalRefunded: toMinorUnits(row.total, digitsOf(row.currency)),
        currency: row.currency,
      },
    ]),
  )
}
