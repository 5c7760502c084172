import type { Order, ShopState } from '../world/model.ts'
import { lifetimes, whoOrdered } from './customers.ts'
import type { Lifetime } from './customers.ts'
import { addFigures, average, countSale, decimal, noFigures, placedValue } from './figures.ts'
import type { Figures } from './figures.ts'
import { dayName, dayNumber, zoneDays } from './zone-days.ts'
import type { DayOf } from './zone-days.ts'

/** A range of days `YYYY-MM-DD` in the shop's zone, both included. */
export interface TruthRange {
  from?: string
  to?: string
}

/**
 * The true figures of a shop, counted over the generator's own objects in whole minor units: it
 * shares no line with the resolvers or with any SQL. Money is a decimal string with all of the
 * currency's digits; `…ByOrder` counts a reversal on the day of the order it belongs to, the others
 * on the day it happened.
 * @throws WorldInputError for a `from` or `to` that is no day.
 */
export function truth(state: ShopState, asOf: number, range: TruthRange = {}) {
  const { shop } = state
  const dayOf = zoneDays(shop.ianaTimezone)
  const from = range.from === undefined ? null : dayNumber(range.from)
  const to = range.to === undefined ? null : dayNumber(range.to)
  const within = (day: number) => (from === null || day >= from) && (to === null || day <= to)

  const counted = [...state.orders.values()].filter((order) => !order.test)
  const byEvent = dailyFigures(counted, dayOf, false)
  const byOrder = dailyFigures(counted, dayOf, true)
  const customers = lifetimes(state)
  const people = peopleFigures(state, counted, customers, (order) =>
    within(dayOf(order.processedAt)),
  )
  const span = wholeSpan([...byEvent.keys(), ...byOrder.keys()], from, to)

  return {
    shop: shop.domain,
    asOf: new Date(asOf).toISOString(),
    currencyCode: shop.currencyCode,
    timeZone: shop.ianaTimezone,
    range: { from: range.from ?? null, to: range.to ?? null },
    stats: { ...moneyOf(sumDays(byEvent, within), shop.minorDigits), ...people },
    statsByOrder: { ...moneyOf(sumDays(byOrder, within), shop.minorDigits), ...people },
    days: listDays(byEvent, span, shop.minorDigits),
    daysByOrder: listDays(byOrder, span, shop.minorDigits),
    customers: customers.map(({ id, totalSpent, orders }) => ({
      id: String(id),
      totalSpent: decimal(totalSpent, shop.minorDigits),
      ordersCount: orders.length,
      firstOrderAt: time(orders[0]),
      lastOrderAt: time(orders.at(-1)),
    })),
    counts: countAll(state),
  }
}

/** The figures of one day as Shopify's report of sales has them: by the day on which they happened. */
export interface ReportDay {
  /** YYYY-MM-DD */
  day: string
  figures: Figures
}

/** Each day of a range, those without sales included. */
export function reportDays(state: ShopState, range: { from: string; to: string }): ReportDay[] {
  const counted = [...state.orders.values()].filter((order) => !order.test)
  const days = dailyFigures(counted, zoneDays(state.shop.ianaTimezone), false)
  const listed: ReportDay[] = []
  for (let day = dayNumber(range.from); day <= dayNumber(range.to); day++) {
    listed.push({ day: dayName(day), figures: days.get(day) ?? noFigures() })
  }
  return listed
}

function time(order: Order | undefined): string | null {
  return order === undefined ? null : new Date(order.processedAt).toISOString()
}

function dailyFigures(
  orders: readonly Order[],
  dayOf: DayOf,
  onOrderDay: boolean,
): Map<number, Figures> {
  const days = new Map<number, Figures>()
  const at = (day: number): Figures => {
    const known = days.get(day)
    if (known !== undefined) return known
    const figures = noFigures()
    days.set(day, figures)
    return figures
  }
  for (const order of orders) {
    const orderDay = dayOf(order.processedAt)
    at(orderDay).orders++
    for (const agreement of order.agreements) {
      const placing = agreement.reason === 'ORDER'
      const day = placing || onOrderDay ? orderDay : dayOf(agreement.happenedAt)
      for (const sale of agreement.sales) countSale(at(day), sale)
      if (placing) at(orderDay).placedValue += placedValue(agreement)
    }
  }
  return days
}

function sumDays(days: Map<number, Figures>, within: (day: number) => boolean): Figures {
  const total = noFigures()
  for (const [day, figures] of days) if (within(day)) addFigures(total, figures)
  return total
}

function wholeSpan(days: number[], from: number | null, to: number | null): [number, number] {
  const first = from ?? days.reduce((least, day) => Math.min(least, day), to ?? Infinity)
  const last = to ?? days.reduce((most, day) => Math.max(most, day), from ?? -Infinity)
  return [first, last]
}

function listDays(days: Map<number, Figures>, [first, last]: [number, number], digits: number) {
  const listed = []
  for (let day = first; day <= last; day++) {
    const { totalRevenue, ...money } = moneyOf(days.get(day) ?? noFigures(), digits)
    listed.push({ date: dayName(day), totalSales: totalRevenue, ...money })
  }
  return listed
}

function moneyOf(figures: Figures, digits: number) {
  const money = (minor: number) => decimal(minor, digits)
  return {
    orders: figures.orders,
    totalRevenue: money(figures.totalSales),
    grossSales: money(figures.grossSales),
    discounts: money(figures.discounts),
    returns: money(figures.returns),
    netSales: money(figures.grossSales + figures.discounts + figures.returns),
    shipping: money(figures.shipping),
    duties: money(figures.duties),
    fees: money(figures.fees),
    taxes: money(figures.taxes),
    tips: money(figures.tips),
    tipTaxes: money(figures.tipTaxes),
    giftCards: money(figures.giftCards),
    giftCardTaxes: money(figures.giftCardTaxes),
    averageOrderValue: money(average(figures.placedValue, figures.orders)),
  }
}

function peopleFigures(
  state: ShopState,
  orders: readonly Order[],
  customers: readonly Lifetime[],
  inRange: (order: Order) => boolean,
) {
  const who = whoOrdered(customers, inRange)
  const rate = (count: number) =>
    who.orderingCustomers === 0
      ? null
      : Math.round((count / who.orderingCustomers) * 1_000_000) / 1_000_000
  return {
    customers: state.customers.size,
    guestOrders: orders.filter((order) => order.customerId === null && inRange(order)).length,
    orderingCustomers: who.orderingCustomers,
    newCustomers: who.newCustomers,
    returningCustomers: who.returningCustomers,
    returningCustomerRate: rate(who.returningCustomers),
    repeatPurchaseRate: rate(who.repeatingCustomers),
  }
}

function countAll(state: ShopState) {
  const counts = {
    orders: state.orders.size,
    testOrders: 0,
    customers: state.customers.size,
    products: state.products.size,
    variants: state.variants.size,
    lines: 0,
    agreements: 0,
    sales: 0,
    refunds: 0,
  }
  for (const order of state.orders.values()) {
    if (order.test) counts.testOrders++
    counts.lines += order.lineItems.length
    counts.agreements += order.agreements.length
    counts.sales += order.agreements.reduce((sum, agreement) => sum + agreement.sales.length, 0)
    counts.refunds += order.refunds.length
  }
  return counts
}
