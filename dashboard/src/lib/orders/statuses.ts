import type { OrderListEntry } from '@tidemark/api/contract'

/** Shopify's `OrderDisplayFinancialStatus`, in the order of an order's life. */
export const financialStatuses = [
  'PENDING',
  'AUTHORIZED',
  'PARTIALLY_PAID',
  'PAID',
  'PARTIALLY_REFUNDED',
  'REFUNDED',
  'VOIDED',
  'EXPIRED',
] as const

/** Shopify's `OrderDisplayFulfillmentStatus`, in the order of an order's life. */
export const fulfillmentStatuses = [
  'UNFULFILLED',
  'OPEN',
  'SCHEDULED',
  'ON_HOLD',
  'PENDING_FULFILLMENT',
  'REQUEST_DECLINED',
  'IN_PROGRESS',
  'PARTIALLY_FULFILLED',
  'FULFILLED',
  'RESTOCKED',
  'FULFILLMENT_NOT_REQUIRED',
] as const

/** "PARTIALLY_REFUNDED" → "Partially refunded", as Shopify's admin writes it. */
export function describeStatus(status: string): string {
  const words = status.toLowerCase().replaceAll('_', ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const words: [flag: keyof OrderListEntry['flags'], said: string][] = [
  ['deleted', 'deleted at Shopify'],
  ['test', 'test'],
  ['cancelled', 'cancelled'],
  ['edited', 'edited'],
  ['refunded', 'refunded'],
  ['unbalanced', 'does not add up'],
]

/** "Cancelled, refunded"; empty for an order that nothing happened to. */
export function describeFlags(flags: OrderListEntry['flags']): string {
  const said = words.flatMap(([flag, word]) => (flags[flag] ? [word] : [])).join(', ')
  return said.charAt(0).toUpperCase() + said.slice(1)
}
