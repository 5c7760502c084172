/** A region that orders are shipped to. */
export interface Region {
  country: string
  countryCode: string
  province: string | null
  provinceCode: string | null
  cities: readonly [city: string, zip: string][]
  /** Of the standard goods; foreign regions have none. */
  taxes: readonly { title: string; ratePpm: number; onShipping: boolean }[]
  /** How often, beside the other regions. */
  weight: number
  /** What customers there may pay in beside the shop's own currency. */
  currency: { code: string; ratePpm: number } | null
  duties: boolean
}

/** A family of products: every title is made of one word of each list. */
export interface ProductLine {
  productType: string
  adjectives: readonly string[]
  nouns: readonly string[]
  options: readonly { name: string; values: readonly string[] }[]
  /** Minor units. */
  price: readonly [low: number, high: number]
  /** Replaces the standard rate: books and food. */
  reducedRatePpm: number | null
  weightGrams: readonly [low: number, high: number]
}

/** What makes a demo shop itself. Shares are probabilities. */
export interface Profile {
  handle: string
  name: string
  ownerName: string
  currencyCode: string
  ianaTimezone: string
  /** Only shapes the hours of the seeded orders. */
  standardOffsetHours: number
  taxesIncluded: boolean
  /** Seeded orders at scale 1. */
  orders: number
  /** From the first to the last day, the daily orders grow by this factor. */
  growth: number
  /** January to December. */
  seasons: readonly number[]
  /** Sunday to Saturday. */
  weekdays: readonly number[]
  /** Prices end like this: 95 makes 12.95, 0 none. */
  priceEnding: (minor: number) => number
  regions: readonly Region[]
  productLines: readonly ProductLine[]
  vendors: readonly string[]
  firstNames: readonly string[]
  lastNames: readonly string[]
  streets: readonly string[]
  phonePrefix: string
  locale: string
  shipping: readonly { title: string; code: string; price: number; freeFrom: number | null }[]
  giftCards: readonly number[]
  tips: readonly number[]
  additionalFee: { name: string; price: number }
  returnFee: number
  discountCodes: readonly { code: string; basisPoints: number }[]
  amountCodes: readonly { code: string; amount: number }[]
  importedYears: number
  giftCardTitle: string
  tipTitle: string
  planName: string
  shopifyPlus: boolean
  restoreRate: number
  shares: {
    guest: number
    newCustomer: number
    tip: number
    giftCard: number
    lineDiscount: number
    orderDiscount: number
    additionalFee: number
    test: number
    pending: number
    authorized: number
  }
}
