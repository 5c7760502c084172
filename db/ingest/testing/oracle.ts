import type { OrderInput, SaleInput } from '../inputs.ts'

/**
 * What the rollups must be, from the definitions of metrics.md and nothing else: plain loops over
 * objects, integers of a ten-thousandth, and the zone rules of JavaScript instead of Postgres'. It
 * shares no line with the SQL.
 */

export interface Shop {
  timeZone: string
  /** The newest version of each order that still exists. */
  orders: readonly OrderInput[]
  deletedCustomers: ReadonlySet<string>
}

export type Figures = Record<string, bigint>
/** "event 2026-03-10 USD" → its figures, zeros left out; money in ten-thousandths. */
export type Expected = Map<string, Figures>

const OUTSIDE = new Set(['TIP', 'GIFT_CARD'])
const NAMED: Record<string, string> = {
  SHIPPING: 'shipping',
  DUTY: 'duties',
  FEE: 'fees',
  ADDITIONAL_FEE: 'fees',
  TIP: 'tips',
  GIFT_CARD: 'gift_cards',
}

export function expectedDays(shop: Shop): Expected {
  const days: Expected = new Map()
  for (const order of counting(shop)) {
    const placedOn = localDay(order.processedAt, shop.timeZone)
    for (const view of ['event', 'order']) {
      add(days, `${view} ${placedOn} ${order.currencyCode}`, { orders: 1n })
      for (const sale of order.sales) {
        const day = view === 'order' ? placedOn : eventDay(order, sale, shop.timeZone)
        add(days, `${view} ${day} ${sale.currencyCode}`, dayFigures(sale))
      }
    }
  }
  return withoutZeros(days)
}

export function expectedProducts(shop: Shop): Expected {
  const products: Expected = new Map()
  for (const order of counting(shop)) {
    for (const sale of order.sales.filter((one) => one.lineType === 'PRODUCT')) {
      const line = order.lines.find((one) => one.id === sale.lineItemId)
      const item = `${line?.productId ?? '0'} ${line?.variantId ?? '0'} ${sale.currencyCode}`
      const onEvent = eventDay(order, sale, shop.timeZone)
      const onOrder = localDay(order.processedAt, shop.timeZone)
      add(products, `event ${onEvent} ${item}`, productFigures(sale))
      add(products, `order ${onOrder} ${item}`, productFigures(sale))
    }
  }
  return withoutZeros(products)
}

/** "customer currency" → total spent (ten-thousandths), orders, first and last order (epoch ms). */
export function expectedCustomers(shop: Shop): Map<string, string> {
  const customers = new Map<string, string>()
  const orders = counting(shop).filter(
    (one) => one.customerId !== null && !shop.deletedCustomers.has(one.customerId),
  )
  for (const order of orders) {
    const hers = orders.filter((one) => one.customerId === order.customerId)
    const times = hers.map((one) => Date.parse(one.processedAt)).toSorted((a, b) => a - b)
    const [first = 0] = times
    const inCurrency = hers.filter((one) => one.currencyCode === order.currencyCode)
    const spent = inCurrency
      .flatMap((one) => one.sales)
      .filter((sale) => !OUTSIDE.has(sale.lineType))
      .reduce((sum, sale) => sum + units(sale.totalAmount), 0n)
    const cohort = `${localDay(new Date(first).toISOString(), shop.timeZone).slice(0, 7)}-01`
    customers.set(
      `${order.customerId} ${order.currencyCode}`,
      [spent, inCurrency.length, first, times.at(-1), cohort].join(' '),
    )
  }
  return customers
}

/** "12.34" → 123400n */
export function units(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.replace('-', '').split('.')
  const magnitude = BigInt(whole) * 10_000n + BigInt(fraction.padEnd(4, '0').slice(0, 4))
  return amount.startsWith('-') ? -magnitude : magnitude
}

function counting(shop: Shop): OrderInput[] {
  return shop.orders.filter((order) => !order.test)
}

function eventDay(order: OrderInput, sale: SaleInput, timeZone: string): string {
  return localDay(sale.reason === 'ORDER' ? order.processedAt : sale.happenedAt, timeZone)
}

function localDay(iso: string, timeZone: string): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(new Date(iso))
}

function dayFigures(sale: SaleInput): Figures {
  const tax = units(sale.taxAmount)
  const net = units(sale.totalAmount) - tax
  const figures: Figures = OUTSIDE.has(sale.lineType)
    ? { [sale.lineType === 'TIP' ? 'tip_taxes' : 'gift_card_taxes']: tax }
    : { taxes: tax, total_sales: units(sale.totalAmount) }
  const named = NAMED[sale.lineType]
  if (named !== undefined) return { ...figures, [named]: net }
  if (sale.lineType !== 'PRODUCT') return { ...figures, returns: net, net_sales: net }
  const placed = sale.actionType === 'ORDER' && sale.reason === 'ORDER' ? net : 0n
  return { ...figures, ...productFigures(sale), placed_value: placed }
}

function productFigures(sale: SaleInput): Figures {
  const net = units(sale.totalAmount) - units(sale.taxAmount)
  const quantity = BigInt(sale.quantity ?? 0)
  if (sale.actionType !== 'ORDER') return { units: quantity, returns: net, net_sales: net }
  const discount = units(sale.discountBeforeTax)
  return { units: quantity, gross_sales: net + discount, discounts: -discount, net_sales: net }
}

function add(totals: Expected, key: string, figures: Figures): void {
  const sums = totals.get(key) ?? {}
  for (const [name, amount] of Object.entries(figures)) sums[name] = (sums[name] ?? 0n) + amount
  totals.set(key, sums)
}

/** A row whose figures are all zero stays: something counted on that day. */
function withoutZeros(totals: Expected): Expected {
  return new Map(
    [...totals].map(([key, sums]) => [
      key,
      Object.fromEntries(Object.entries(sums).filter(([, amount]) => amount !== 0n)),
    ]),
  )
}
