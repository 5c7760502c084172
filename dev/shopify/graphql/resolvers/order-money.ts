import type { MoneyBag, Order, OrderTotals } from '../../world/model.ts'
import { toMoneyBag, toMoneyScalar, toMoneyV2 } from '../money.ts'
import type { Resolver } from '../resolver.ts'

type BagOf = (totals: OrderTotals) => MoneyBag | null

function set(bagOf: BagOf): Resolver<Order> {
  return (order) => {
    const bag = bagOf(order.totals)
    return bag && toMoneyBag(bag, order)
  }
}

function scalar(bagOf: (totals: OrderTotals) => MoneyBag): Resolver<Order> {
  return (order) => toMoneyScalar(bagOf(order.totals).shop, order.currencyCode)
}

/** Every sum of money that `Order` has. */
export const orderMoney: Record<string, Resolver<Order>> = {
  cartDiscountAmountSet: set((totals) => totals.cartDiscountAmount),
  currentCartDiscountAmountSet: set((totals) => totals.currentCartDiscountAmount),
  currentShippingPriceSet: set((totals) => totals.currentShippingPrice),
  currentSubtotalPriceSet: set((totals) => totals.currentSubtotalPrice),
  currentTotalAdditionalFeesSet: set((totals) => totals.currentTotalAdditionalFees),
  currentTotalDiscountsSet: set((totals) => totals.currentTotalDiscounts),
  currentTotalDutiesSet: set((totals) => totals.currentTotalDuties),
  currentTotalPriceSet: set((totals) => totals.currentTotalPrice),
  currentTotalTaxSet: set((totals) => totals.currentTotalTax),
  netPaymentSet: set((totals) => totals.netPayment),
  originalTotalAdditionalFeesSet: set((totals) => totals.originalTotalAdditionalFees),
  originalTotalDutiesSet: set((totals) => totals.originalTotalDuties),
  originalTotalPriceSet: set((totals) => totals.originalTotalPrice),
  refundDiscrepancySet: set((totals) => totals.refundDiscrepancy),
  subtotalPriceSet: set((totals) => totals.subtotalPrice),
  totalCapturableSet: set((totals) => totals.totalCapturable),
  totalDiscountsSet: set((totals) => totals.totalDiscounts),
  totalOutstandingSet: set((totals) => totals.totalOutstanding),
  totalPriceSet: set((totals) => totals.totalPrice),
  totalReceivedSet: set((totals) => totals.totalReceived),
  totalRefundedSet: set((totals) => totals.totalRefunded),
  totalRefundedShippingSet: set((totals) => totals.totalRefundedShipping),
  totalShippingPriceSet: set((totals) => totals.totalShippingPrice),
  totalTaxSet: set((totals) => totals.totalTax),
  totalTipReceivedSet: set((totals) => totals.totalTipReceived),
  totalCashRoundingAdjustment: (order) => ({
    paymentSet: toMoneyBag(order.totals.cashRoundingPayment, order),
    refundSet: toMoneyBag(order.totals.cashRoundingRefund, order),
  }),

  // Deprecated forms, in the shop's currency.
  netPayment: scalar((totals) => totals.netPayment),
  subtotalPrice: scalar((totals) => totals.subtotalPrice),
  totalCapturable: scalar((totals) => totals.totalCapturable),
  totalDiscounts: scalar((totals) => totals.totalDiscounts),
  totalPrice: scalar((totals) => totals.totalPrice),
  totalReceived: scalar((totals) => totals.totalReceived),
  totalRefunded: scalar((totals) => totals.totalRefunded),
  totalShippingPrice: scalar((totals) => totals.totalShippingPrice),
  totalTax: scalar((totals) => totals.totalTax),
  totalTipReceived: (order) => toMoneyV2(order.totals.totalTipReceived.shop, order.currencyCode),
}
