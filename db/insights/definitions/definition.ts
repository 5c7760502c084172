/** What a number is counted by, in words for a merchant. */
export const DATE_BASES = {
  event:
    'The day on which each sale, edit, return or refund happened, in the shop’s time zone; an ' +
    'order’s own sales lie on its order date. With reversals=order: the order date for all of them.',
  order: 'The order date (Shopify’s processedAt), as a day in the shop’s time zone.',
  allTime: 'None: all time, as of the last sync.',
  now: 'None: as it stands now, as of the last sync.',
} as const

/** The query parameters that change what a number counts. */
export const SWITCHES = {
  reversals:
    'event (default) counts a return, refund or edit on the day it happened, as Shopify’s sales ' +
    'reports do; order counts it on the day of the order it belongs to.',
  channel: 'Only orders from this sales channel (Shopify’s sourceName; empty: none was named).',
  product:
    'Only the sales of this product (Shopify’s numeric id), and the orders that were placed with it. ' +
    'Shipping, duties, fees, tips and gift cards belong to no product.',
  customerType:
    'Only first orders ever of their customers (new), only later ones (returning), or only orders ' +
    'without a customer (guest). An order that belonged to a customer who was deleted is a guest’s.',
  presentmentCurrency:
    'Only orders that the customer saw and paid in this currency. Amounts stay in the shop’s currency.',
  country:
    'Only orders shipped to this country, or billed to it where nothing is shipped (ISO 3166, two ' +
    'letters; empty: not known).',
} as const

export type Switch = keyof typeof SWITCHES

/** One number: the same words for the SQL that computes it, the API and the dashboard. */
export interface Definition {
  /** Stable; insights and answers name a number by it. */
  id: string
  /** As it is called on a page. */
  name: string
  /** Raised when what is counted changes: figures of two versions cannot be compared. */
  version: number
  unit: 'money' | 'count' | 'rate' | 'days' | 'day' | 'name'
  /** What it means, for a merchant. */
  sentence: string
  /** By the names of other numbers, or of the ledger's rows and columns. */
  formula: string
  dateBasis: keyof typeof DATE_BASES
  switches: readonly Switch[]
  /** Why Shopify's own report can show another figure. */
  differsFromShopify: string
}

/** All filters, and how reversals are counted: what every sum over the ledger obeys. */
export const LEDGER_SWITCHES: readonly Switch[] = [
  'reversals',
  'channel',
  'product',
  'customerType',
  'presentmentCurrency',
  'country',
]

/** All filters: what counts orders, or their customers, does not move with a reversal. */
export const ORDER_SWITCHES: readonly Switch[] = LEDGER_SWITCHES.filter(
  (name) => name !== 'reversals',
)
