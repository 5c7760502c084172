import type { Money, TopCustomer } from '@tidemark/api/contract'
import { compare, isZero, subtract, sum } from '../format/decimal.ts'

/** How far Shopify's own figure for a customer is from ours. */
export interface Lag {
  /** Ours less Shopify's; positive where Shopify is behind. */
  difference: Money
  /** The share of ours that Shopify shows, 0 to 1, for a bar's length only. */
  share: number
}

/** null where Shopify has told nothing comparable, or both agree. */
export function lagOf({ totalSpent, shopifyAmountSpent }: TopCustomer): Lag | null {
  if (!shopifyAmountSpent || shopifyAmountSpent.currencyCode !== totalSpent.currencyCode)
    return null
  const amount = subtract(totalSpent.amount, shopifyAmountSpent.amount)
  if (isZero(amount)) return null
  const ours = Number(totalSpent.amount)
  const share = ours > 0 ? Number(shopifyAmountSpent.amount) / ours : 1
  return {
    difference: { amount, currencyCode: totalSpent.currencyCode },
    share: Math.min(1, Math.max(0, share)),
  }
}

/** How many of these customers Shopify is behind with, and by how much together. */
export function sumLags(customers: readonly TopCustomer[]): { behind: number; by: Money | null } {
  const lags = customers
    .map(lagOf)
    .filter((lag): lag is Lag => lag !== null && compare(lag.difference.amount, '0') > 0)
  const [first] = lags
  if (!first) return { behind: 0, by: null }
  return {
    behind: lags.length,
    by: {
      amount: sum(lags.map(({ difference }) => difference.amount)),
      currencyCode: first.difference.currencyCode,
    },
  }
}
