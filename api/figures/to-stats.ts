import type {
  ClosedPeriod,
  Figures,
  Filters,
  Period,
  ShopInfo,
  ShopStats,
} from '@tidemark/db/insights'
import type { Reversals, StatsResponse } from '../schemas/index.ts'
import type { ComparedPeriods } from './compared-periods.ts'
import { type DefinedBy, toMetadata } from './metadata.ts'
import { moneyIn } from './shop-terms.ts'
import { SALES_SUMS_FIELDS, WHO_ORDERED_FIELDS } from './to-sales-sums.ts'

type WireFigures = Omit<
  StatsResponse,
  'range' | 'previous' | 'year' | 'otherCurrencies' | 'ledger' | 'lastSyncedAt' | 'metadata'
>

const { totalSales: totalRevenue, ...sums } = SALES_SUMS_FIELDS

/** What each figure of a period is. */
export const FIGURE_FIELDS = {
  totalRevenue,
  customers: 'customers',
  ...sums,
  ...WHO_ORDERED_FIELDS,
} as const satisfies DefinedBy

const FIELDS = { ...FIGURE_FIELDS, 'ledger.unbalanced': 'unbalanced-orders' } as const

/** The insight as it goes over the wire. */
export function toStats(input: {
  shop: ShopInfo
  terms: { currencyCode: string; timeZone: string }
  range: Period
  compared: ComparedPeriods
  reversals: Reversals
  filters: Filters
  stats: ShopStats
}): StatsResponse {
  const { shop, terms, range, compared, stats } = input
  const allTime = range.from === null && range.to === null
  return {
    range: allTime ? null : { ...range, timeZone: terms.timeZone },
    ...toFigures(stats.current, terms.currencyCode),
    previous: toEarlier(compared.previous, stats.previous, terms.currencyCode),
    year: toEarlier(compared.year, stats.year, terms.currencyCode),
    otherCurrencies: stats.otherCurrencies.map(({ currencyCode, totalSales, orders }) => ({
      currencyCode,
      totalRevenue: { amount: totalSales, currencyCode },
      orders,
    })),
    ledger: stats.ledger,
    lastSyncedAt: shop.lastSyncedAt?.toISOString() ?? null,
    metadata: toMetadata({ ...input, fields: FIELDS }),
  }
}

function toEarlier(
  period: ClosedPeriod | null,
  figures: Figures | null,
  currencyCode: string,
): StatsResponse['previous'] {
  if (!period || !figures) return null
  return { from: period.from, to: period.to, ...toFigures(figures, currencyCode) }
}

function toFigures(figures: Figures, currencyCode: string): WireFigures {
  const money = moneyIn(currencyCode)
  return {
    totalRevenue: money(figures.totalSales),
    orders: figures.orders,
    units: figures.units,
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
