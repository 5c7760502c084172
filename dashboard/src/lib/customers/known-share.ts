import type { CustomerEntry } from '@tidemark/api/contract'

/** The share of a lifetime value that Shopify shows, 0 to 1: a length on the screen, no figure. */
export function knownShare({
  lifetimeValue,
  shopifyAmountSpent,
  difference,
}: Pick<CustomerEntry, 'lifetimeValue' | 'shopifyAmountSpent' | 'difference'>): number {
  const ours = Number(lifetimeValue.amount)
  if (!shopifyAmountSpent || !difference || ours <= 0) return 1
  return Math.min(1, Math.max(0, Number(shopifyAmountSpent.amount) / ours))
}
