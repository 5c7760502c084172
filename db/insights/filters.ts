import type { CustomerType } from '../schema/daily-segment-sales.ts'

/** Which orders figures are about; a filter that is left out lets all of them through. */
export interface Filters {
  /** `orders.source_name`; '' for orders without one. */
  channel?: string | undefined
  customerType?: CustomerType | undefined
  /** ISO 4217: what the customer saw and paid in. */
  presentmentCurrency?: string | undefined
  /** ISO 3166 alpha-2; '' where it is not known. */
  country?: string | undefined
  /** Shopify's numeric id: only this product's rows of the ledger, and the orders placed with it. */
  product?: string | undefined
}

/** Whether all orders are let through. */
export function isUnfiltered(filters: Filters): boolean {
  return Object.values(filters).every((value) => value === undefined)
}
