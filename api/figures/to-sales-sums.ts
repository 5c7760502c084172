import type { SalesFigures } from '@tidemark/db/insights'
import type { SalesSums } from '../schemas/index.ts'
import type { DefinedBy } from './metadata.ts'
import { moneyIn } from './shop-terms.ts'

/** What each field of `SalesSums` is. */
export const SALES_SUMS_FIELDS = {
  orders: 'orders',
  units: 'units',
  totalSales: 'total-sales',
  netSales: 'net-sales',
  grossSales: 'gross-sales',
  discounts: 'discounts',
  returns: 'returns',
  shipping: 'shipping',
  duties: 'duties',
  fees: 'fees',
  taxes: 'taxes',
  tips: 'tips',
  tipTaxes: 'tip-taxes',
  giftCards: 'gift-cards',
  giftCardTaxes: 'gift-card-taxes',
  averageOrderValue: 'average-order-value',
} as const satisfies DefinedBy

/** What each field is that says who ordered. */
export const WHO_ORDERED_FIELDS = {
  orderingCustomers: 'ordering-customers',
  guestOrders: 'guest-orders',
  newCustomers: 'new-customers',
  returningCustomers: 'returning-customers',
  returningCustomerRate: 'returning-customer-rate',
  repeatPurchaseRate: 'repeat-purchase-rate',
} as const satisfies DefinedBy

/** Sums over some days as they go over the wire. */
export function toSalesSums(sums: SalesFigures, currencyCode: string): SalesSums {
  const money = moneyIn(currencyCode)
  return {
    orders: sums.orders,
    units: sums.units,
    totalSales: money(sums.totalSales),
    netSales: money(sums.netSales),
    grossSales: money(sums.grossSales),
    discounts: money(sums.discounts),
    returns: money(sums.returns),
    shipping: money(sums.shipping),
    duties: money(sums.duties),
    fees: money(sums.fees),
    taxes: money(sums.taxes),
    tips: money(sums.tips),
    tipTaxes: money(sums.tipTaxes),
    giftCards: money(sums.giftCards),
    giftCardTaxes: money(sums.giftCardTaxes),
    averageOrderValue: money(sums.averageOrderValue),
  }
}
