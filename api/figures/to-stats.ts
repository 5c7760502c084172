import type { ClosedPeriod, Figures, Period, ShopInfo, ShopStats } from '@tidemark/db/insights'
import type { StatsResponse } from '../schemas/index.ts'
import { moneyIn } from './shop-terms.ts'

type WireFigures = Omit<
  StatsResponse,
  'range' | 'previous' | 'otherCurrencies' | 'ledger' | 'lastSyncedAt'
>

/** The insight as it goes over the wire. */
export function toStats(input: {
  shop: ShopInfo
  terms: { currencyCode: string; timeZone: string }
  range: Period
  previous: ClosedPeriod | null
  stats: ShopStats
}): StatsResponse {
  const { shop, terms, range, previous, stats } = input
  const allTime = range.from === null && range.to === null
  return {
    range: allTime ? null : { ...range, timeZone: terms.timeZone },
    ...toFigures(stats.current, terms.currencyCode),
    previous:
      previous && stats.previous
        ? { ...previous, ...toFigures(stats.previous, terms.currencyCode) }
        : null,
    otherCurrencies: stats.otherCurrencies.map(({ currencyCode, totalSales, orders }) => ({
      currencyCode,
      totalRevenue: { amount: totalSales, currencyCode },
      orders,
    })),
    ledger: stats.ledger,
    lastSyncedAt: shop.lastSyncedAt?.toISOString() ?? null,
  }
}

function toFigures(figures: Figures, currencyCode: string): WireFigures {
  const money = moneyIn(currencyCode)
  return {
    totalRevenue: money(figures.totalSales),
    orders: figures.orders,
    customers: figures.customers,
    orderingCustomers: figures.orderingCustomers,
    guestOrders: figures.guestOrders,
    averageOrderValue: money(figures.averageOrderValue),
    grossSales: money(figures.grossSales),
    discounts: money(figures.discounts),
    returns: money(figures.returns),
    netSales: money(figures.netSales),
    shipping: money(figures.shipping),
    duties: money(figures.duties),
    fees: money(figures.fees),
    taxes: money(figures.taxes),
    tips: money(figures.tips),
    tipTaxes: money(figures.tipTaxes),
    giftCards: money(figures.giftCards),
    giftCardTaxes: money(figures.giftCardTaxes),
    newCustomers: figures.newCustomers,
    returningCustomers: figures.returningCustomers,
    returningCustomerRate: figures.returningCustomerRate,
    repeatPurchaseRate: figures.repeatPurchaseRate,
  }
}
