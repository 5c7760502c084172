import type { Address, Instant } from './line-model.ts'
import type { Order } from './order-model.ts'

export type * from './ledger-model.ts'
export type * from './line-model.ts'
export type * from './order-model.ts'

export interface Variant {
  id: number
  productId: number
  inventoryItemId: number
  title: string
  sku: string | null
  barcode: string | null
  /** Minor units of the shop's currency. */
  price: number
  compareAtPrice: number | null
  unitCost: number | null
  position: number
  selectedOptions: { name: string; value: string }[]
  inventoryQuantity: number
  taxable: boolean
  requiresShipping: boolean
  weightGrams: number
  createdAt: Instant
  updatedAt: Instant
}

export interface Product {
  id: number
  title: string
  handle: string
  status: 'ACTIVE' | 'ARCHIVED' | 'DRAFT' | 'UNLISTED'
  vendor: string
  productType: string
  tags: string[]
  descriptionHtml: string
  isGiftCard: boolean
  options: {
    id: number
    name: string
    position: number
    values: { id: number; name: string }[]
  }[]
  /** In order of position. */
  variantIds: number[]
  createdAt: Instant
  updatedAt: Instant
  publishedAt: Instant | null
}

export interface Customer {
  id: number
  firstName: string | null
  lastName: string | null
  email: string | null
  phone: string | null
  state: 'DECLINED' | 'DISABLED' | 'ENABLED' | 'INVITED'
  locale: string
  note: string | null
  tags: string[]
  verifiedEmail: boolean
  taxExempt: boolean
  emailMarketing: 'SUBSCRIBED' | 'NOT_SUBSCRIBED' | 'UNSUBSCRIBED'
  addresses: Address[]
  defaultAddressId: number | null
  createdAt: Instant
  updatedAt: Instant
  /** Every order of this customer that exists, test orders included, oldest id first. */
  orderIds: number[]
  /** `amountSpent`, `numberOfOrders` and `lastOrder` as Shopify tells them: late, some never. */
  summary: {
    /** Minor units of the shop's currency. */
    amountSpent: number
    numberOfOrders: number
    lastOrderId: number | null
    refreshedAt: Instant | null
  }
}

export interface ShopEvent {
  id: number
  action: 'create' | 'update' | 'destroy' | 'placed' | 'cancelled' | 'merge'
  subjectType: 'ORDER' | 'CUSTOMER' | 'PRODUCT' | 'PRODUCT_VARIANT'
  subjectId: number
  createdAt: Instant
  message: string
}

export interface AccessToken {
  token: string
  /** The app that may use it: the partner's, or the shop's own. */
  clientId: string
  scopes: string[]
  /** Null: does not expire. */
  expiresAt: Instant | null
}

/** What `Shop` answers, and how the shop's app is registered. */
export interface ShopRecord {
  id: number
  /** "harbor-goods.myshopify.com". */
  domain: string
  /** "harbor-goods". */
  handle: string
  name: string
  email: string
  ownerName: string
  currencyCode: string
  /** Digits after the point of the shop's currency: 2, 0 for the yen. */
  minorDigits: number
  enabledPresentmentCurrencies: string[]
  ianaTimezone: string
  taxesIncluded: boolean
  taxShipping: boolean
  address: Address
  plan: { publicDisplayName: string; shopifyPlus: boolean; partnerDevelopment: boolean }
  maxProductVariants: number
  createdAt: Instant
  updatedAt: Instant
  /** The rate limit's bucket, in points and points per second. */
  maximumAvailable: number
  restoreRate: number
  /** Of the app that the shop's own organisation made, for the client credentials grant. */
  clientId: string
  clientSecret: string
  appScopes: string[]
}

/** Something that is going to happen to a shop by itself when its time has come. */
export interface PendingTask {
  at: Instant
  /** Breaks ties: the order in which tasks were planned. */
  sequence: number
  kind: 'lifecycle' | 'fulfil' | 'summary'
  subjectId: number
  /** What it does is drawn from this. */
  seed: number
}

export interface ShopState {
  shop: ShopRecord
  /** By token. */
  accessTokens: Map<string, AccessToken>
  products: Map<number, Product>
  variants: Map<number, Variant>
  customers: Map<number, Customer>
  orders: Map<number, Order>
  /** Oldest first. Shopify keeps a year of them; `listEvents` leaves older ones out. */
  events: ShopEvent[]
  /** A heap by time. */
  pending: PendingTask[]
  counters: Counters
  /** Ids to draw from, in the order of creation, so that a random pick need not walk a map. */
  roster: { orders: number[]; customers: number[]; products: number[] }
}

/** The last numbers given out. */
export interface Counters {
  ids: Record<string, number>
  orderNumber: number
  taskSequence: number
}

/** The world's clock: real time plus an offset, or a moment at which it stands still. */
interface Clock {
  frozenAt: Instant | null
  offsetMs: number
}

export interface World {
  readonly seed: number
  /** Of the partner's app, which all shops can install. */
  readonly appClientId: string
  /** The moment at which the seeded history ends. */
  readonly anchor: Instant
  /** 1 makes more than 20,000 orders a shop. */
  readonly scale: number
  readonly clock: Clock
  /** By full domain, in a fixed order. */
  readonly shops: Map<string, ShopState>
  /** The moment up to which everything pending has happened. */
  settledAt: Instant
}
