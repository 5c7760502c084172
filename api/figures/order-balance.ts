import type { FoundOrder } from '@tidemark/db/insights'
import type { OrderBalance } from '../schemas/index.ts'
import { exact } from './to-customer.ts'

/** Whether an order's ledger adds up to what Shopify says that it is worth, and why not. */
export function orderBalance(order: FoundOrder): OrderBalance {
  const money = (amount: string) => exact(amount, order.currencyCode)
  return {
    balanced: !order.unbalanced,
    ledgerTotal: money(order.ledgerTotal),
    currentTotal: money(order.currentTotal),
    difference: money(order.difference),
    cashRounding: money(order.cashRounding),
    refundDiscrepancy: money(order.refundDiscrepancy),
    explanation: explain(order),
  }
}

function explain({ unbalanced, difference, cashRounding, refundDiscrepancy }: FoundOrder): string {
  if (unbalanced) {
    return (
      'Shopify’s own sales of this order add up to something else than its current total, and no ' +
      'rounding explains it. Figures count the sales.'
    )
  }
  if (isZero(difference)) return 'All sales add up to what Shopify says the order is worth now.'
  const causes = [
    ...(isZero(cashRounding) ? [] : ['the rounding of cash payments']),
    ...(isZero(refundDiscrepancy) ? [] : ['refunds of another amount than what came back']),
  ]
  return `The difference is ${causes.join(' and ')}, which Shopify states apart from its sales.`
}

const isZero = (amount: string): boolean => !/[1-9]/.test(amount)
