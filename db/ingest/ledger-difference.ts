import type { OrderInput } from './inputs.ts'
import { canonicalMoney, negateMoney, sumMoney } from './money.ts'

/**
 * The proof of an order's ledger: the sum of all its rows, tips and gift cards included, minus
 * `currentTotal`. "0" when balanced. Shopify rounds cash payments and states the discrepancy of
 * refunds apart from the ledger, so a difference that is exactly one of these two, or both, is
 * explained and counts as balanced too. (The sign with which either enters is not documented.)
 */
export function ledgerDifference(order: OrderInput): string {
  // Whoever asks whether an order is balanced writes it next.
  if (last?.order !== order) last = { order, difference: compute(order) }
  return last.difference
}

let last: { order: OrderInput; difference: string } | undefined

function compute(order: OrderInput): string {
  const amounts = order.sales.map((sale) => sale.totalAmount)
  amounts.push(negateMoney(order.currentTotal))
  const difference = sumMoney(amounts)
  return difference === '0' || explained(order).has(difference) ? '0' : difference
}

function explained(order: OrderInput): Set<string> {
  const rounding = signs(order.cashRounding)
  const discrepancy = signs(order.refundDiscrepancy)
  return new Set(rounding.flatMap((one) => discrepancy.map((other) => sumMoney([one, other]))))
}

function signs(amount: string): string[] {
  return ['0', canonicalMoney(amount), negateMoney(amount)]
}

/** Whether the ledger adds up to what Shopify says that the order is worth. */
export function isBalanced(order: OrderInput): boolean {
  return ledgerDifference(order) === '0'
}
