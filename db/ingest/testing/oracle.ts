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
      add(days, `${view} ${placedOn} ${order.currencyCode}`, { orders: 1n, entries: 1n })
      for (const sale of order.sales) {
        const day = view === 'order' ? placedOn : eventDay(order, sale, shop.timeZone)
        add(days, `${view} ${day} ${sale.currencyCode}`, { ...dayFigures(sale), entries: 1n })
      }
    }
  }
  return withoutZeros(days)
}

/** As `expectedDays`, "event 2026-03-10 USD web new USD US". */
export function expectedSegments(shop: Shop): Expected {
  const segments: Expected = new Map()
  const places = sequence(shop)
  for (const order of counting(shop)) {
    const placedOn = localDay(order.processedAt, shop.timeZone)
    const place = places.get(order.id)
    const segment = [
      order.currencyCode,
      order.sourceName ?? '',
      place === undefined ? 'guest' : place.earlier.length === 0 ? 'new' : 'returning',
      order.presentmentCurrencyCode,
      order.countryCode ?? '',
    ].join(' ')
    for (const view of ['event', 'order']) {
      add(segments, `${view} ${placedOn} ${segment}`, { orders: 1n, entries: 1n })
      for (const sale of order.sales) {
        const day = view === 'order' ? placedOn : eventDay(order, sale, shop.timeZone)
        add(segments, `${view} ${day} ${segment}`, { ...dayFigures(sale), entries: 1n })
      }
    }
  }
  return withoutZeros(segments)
}

export function expectedProducts(shop: Shop): Expected {
  const products: Expected = new Map()
  for (const order of counting(shop)) {
    for (const sale of order.sales.filter((one) => one.lineType === 'PRODUCT')) {
      const line = order.lines.find((one) => one.id === sale.lineItemId)
      const item = `${line?.productId ?? '0'} ${line?.variantId ?? '0'} ${sale.currencyCode}`
      const onEvent = eventDay(order, sale, shop.timeZone)
      const onOrder = localDay(order.processedAt, shop.timeZone)
      const figures = { ...productFigures(sale), ...returnedUnits(sale), entries: 1n }
      add(products, `event ${onEvent} ${item}`, figures)
      add(products, `order ${onOrder} ${item}`, figures)
    }
  }
  return withoutZeros(products)
}

/** What is before an order among its customer's orders that count. */
export interface Place {
  order: OrderInput
  day: string
  /** Days of the orders before, oldest first. */
  earlier: string[]
  cohort: string
}

/** By order id; guests' orders and those of deleted customers have no place. */
export function sequence(shop: Shop): Map<string, Place> {
  const places = new Map<string, Place>()
  const days = new Map<string, string[]>()
  const sorted = ofCustomers(shop).toSorted(
    (a, b) =>
      Date.parse(a.processedAt) - Date.parse(b.processedAt) ||
      (BigInt(a.id) < BigInt(b.id) ? -1 : 1),
  )
  for (const order of sorted) {
    const day = localDay(order.processedAt, shop.timeZone)
    const earlier = days.get(String(order.customerId)) ?? []
    places.set(order.id, { order, day, earlier, cohort: monthOf(earlier[0] ?? day) })
    days.set(String(order.customerId), [...earlier, day])
  }
  return places
}

/** "day" → how many orders are their customer's first, second, later one, or a guest's. */
export function expectedOrdering(shop: Shop): Expected {
  const ordering: Expected = new Map()
  const places = sequence(shop)
  for (const order of counting(shop)) {
    const earlier = places.get(order.id)?.earlier.length
    const which = ['first_orders', 'second_orders', 'later_orders'][Math.min(2, earlier ?? 0)] ?? ''
    add(
      ordering,
      localDay(order.processedAt, shop.timeZone),
      earlier === undefined ? { guest_orders: 1n } : { orders_of_customers: 1n, [which]: 1n },
    )
  }
  return ordering
}

/** "steps, earlier day (or month), day" → orders, and those that are their customer's second. */
export function expectedGaps(shop: Shop, by: 'day' | 'month'): Expected {
  const gaps: Expected = new Map()
  for (const { day, earlier } of sequence(shop).values()) {
    for (const steps of [1, 2]) {
      const before = earlier.at(-steps)
      if (before === undefined) continue
      const second = steps === 1 && earlier.length === 1 ? { second_orders: 1n } : {}
      const from = by === 'day' ? before : monthOf(before)
      add(gaps, `${steps} ${from} ${day}`, { orders: 1n, ...second })
    }
  }
  return gaps
}

/** "cohort month currency" → what the cohort's customers did in the month. */
export function expectedCohorts(shop: Shop): Expected {
  const cohorts: Expected = new Map()
  for (const { order, day, earlier, cohort } of sequence(shop).values()) {
    const isFirst = !earlier.some((one) => monthOf(one) === monthOf(day))
    const placedIn = `${cohort} ${monthOf(day)} ${order.currencyCode}`
    add(cohorts, placedIn, { orders: 1n, entries: 1n, customers: isFirst ? 1n : 0n })
    for (const sale of order.sales) {
      const { net_sales = 0n, total_sales = 0n } = dayFigures(sale)
      const happenedIn = `${cohort} ${monthOf(eventDay(order, sale, shop.timeZone))} ${order.currencyCode}`
      const event = { event_net_sales: net_sales, event_total_sales: total_sales, entries: 1n }
      add(cohorts, happenedIn, event)
      const byOrder = { order_net_sales: net_sales, order_total_sales: total_sales, entries: 1n }
      add(cohorts, placedIn, byOrder)
    }
  }
  return withoutZeros(cohorts)
}

/** "customer currency" → total spent and placed value (ten-thousandths), orders, first and last order (epoch ms). */
export function expectedCustomers(shop: Shop): Map<string, string> {
  const customers = new Map<string, string>()
  const orders = ofCustomers(shop)
  for (const order of orders) {
    const hers = orders.filter((one) => one.customerId === order.customerId)
    const times = hers.map((one) => Date.parse(one.processedAt)).toSorted((a, b) => a - b)
    const [first = 0] = times
    const inCurrency = hers.filter((one) => one.currencyCode === order.currencyCode)
    const spent = inCurrency
      .flatMap((one) => one.sales)
      .filter((sale) => !OUTSIDE.has(sale.lineType))
      .reduce((sum, sale) => sum + units(sale.totalAmount), 0n)
    const placed = inCurrency
      .flatMap((one) => one.sales)
      .reduce((sum, sale) => sum + (dayFigures(sale)['placed_value'] ?? 0n), 0n)
    const cohort = monthOf(localDay(new Date(first).toISOString(), shop.timeZone))
    customers.set(
      `${order.customerId} ${order.currencyCode}`,
      [spent, placed, inCurrency.length, first, times.at(-1), cohort].join(' '),
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

function ofCustomers(shop: Shop): OrderInput[] {
  return counting(shop).filter(
    (one) => one.customerId !== null && !shop.deletedCustomers.has(one.customerId),
  )
}

function monthOf(day: string): string {
  return `${day.slice(0, 7)}-01`
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

function returnedUnits(sale: SaleInput): Figures {
  return sale.actionType === 'ORDER' ? {} : { returned_units: BigInt(sale.quantity ?? 0) }
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
