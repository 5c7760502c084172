import {
  type CustomerFigure,
  type CustomerOrder,
  type FoundCustomer,
  minorDigits,
  toAmount,
} from '@tidemark/db/insights'
import type { CustomerEntry, CustomerOrder as WireOrder, Money } from '../schemas/index.ts'
import type { DefinedBy } from './metadata.ts'
import { moneyIn } from './shop-terms.ts'

/** By field of a customer: what defines it. */
export const CUSTOMER_FIELDS: DefinedBy = {
  lifetimeValue: 'lifetime-value',
  orders: 'customer-orders',
  firstOrderAt: 'first-order',
  lastOrderAt: 'last-order',
  daysSinceLastOrder: 'days-since-last-order',
  averageOrder: 'customer-average-order',
  cohortMonth: 'cohort-customers',
  rfmGroup: 'rfm-segment',
  shopifyAmountSpent: 'shopify-amount-spent',
  difference: 'value-drift',
}

/** A customer's figures as they go over the wire; who has not ordered is a prospect. */
export function toCustomer(
  customer: CustomerFigure | FoundCustomer,
  currencyCode: string,
): CustomerEntry {
  const money = moneyIn(currencyCode)
  const hasOrdered = !('otherCurrencies' in customer) || customer.otherCurrencies.length > 0
  const { shopifyAmountSpent, shopifyCurrencyCode, difference } = customer
  return {
    id: customer.id,
    displayName: customer.displayName,
    lifetimeValue:
      customer.totalSpent === null ? exact('0', currencyCode) : money(customer.totalSpent),
    orders: customer.ordersCount ?? 0,
    firstOrderAt: customer.firstOrderAt?.toISOString() ?? null,
    lastOrderAt: customer.lastOrderAt?.toISOString() ?? null,
    daysSinceLastOrder: customer.daysSinceLastOrder,
    averageOrder: customer.averageOrder === null ? null : money(customer.averageOrder),
    cohortMonth: customer.cohortMonth,
    rfmGroup: customer.ordersCount === null ? (hasOrdered ? null : 'PROSPECTS') : customer.rfmGroup,
    shopifyAmountSpent:
      shopifyAmountSpent === null || shopifyCurrencyCode === null
        ? null
        : exact(shopifyAmountSpent, shopifyCurrencyCode),
    shopifyOrdersCount: customer.shopifyOrdersCount,
    shopifyReadAt: customer.shopifyReadAt?.toISOString() ?? null,
    difference: difference === null ? null : money(difference),
  }
}

export function toCustomerOrder(order: CustomerOrder): WireOrder {
  const money = (amount: string) => exact(amount, order.currencyCode)
  return {
    id: order.id,
    name: order.name,
    day: order.day,
    processedAt: order.processedAt.toISOString(),
    cancelledAt: order.cancelledAt?.toISOString() ?? null,
    ordered: money(order.ordered),
    cameBack: money(order.cameBack),
    totalSales: money(order.totalSales),
    unitsOrdered: order.unitsOrdered,
    unitsCameBack: order.unitsCameBack,
  }
}

/** An amount that is not padded yet, in a currency of its own. */
export const exact = (amount: string, currencyCode: string): Money => ({
  amount: toAmount(amount, minorDigits(currencyCode)),
  currencyCode,
})
