/** How big the made-up shop is. */
export interface ShopSize {
  orders: number
  customers: number
  products: number
}

/** The shop of the issue. */
export const HUNDRED_THOUSAND: ShopSize = { orders: 100_000, customers: 20_000, products: 2_000 }

/** Ten times the orders of the same shop, to see that memory does not grow with them. */
export const MILLION: ShopSize = { orders: 1_000_000, customers: 20_000, products: 2_000 }

/** Shopify's ids have 13 digits; each kind has numbers of its own. */
export const FIRST_ID = {
  Customer: 6_100_000_000_000,
  Product: 7_200_000_000_000,
  ProductVariant: 4_300_000_000_000,
  Order: 5_400_000_000_000,
  LineItem: 1_350_000_000_000,
  SalesAgreement: 6_600_000_000_000,
  Sale: 8_700_000_000_000,
  Refund: 9_800_000_000_000,
} as const

/** "gid://shopify/Order/5400000000000" */
export function gid(type: keyof typeof FIRST_ID, number: number): string {
  return `gid://shopify/${type}/${FIRST_ID[type] + number}`
}
