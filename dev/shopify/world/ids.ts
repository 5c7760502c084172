import { mixSeeds } from './random.ts'
import type { Counters } from './model.ts'

/** Where each kind's ids begin: far apart, and as long as Shopify's are today. */
const firstIds = {
  Address: 9_412_000_000_000,
  AdditionalFee: 318_000_000_000,
  Agreement: 941_000_000_000,
  Customer: 8_227_000_000_000,
  Duty: 412_000_000_000,
  Event: 171_300_000_000_000,
  Fulfillment: 5_871_000_000_000,
  FulfillmentLineItem: 13_202_000_000_000,
  InventoryItem: 51_417_000_000_000,
  LineItem: 16_204_000_000_000,
  Option: 11_602_000_000_000,
  OptionValue: 4_310_000_000_000,
  Order: 6_603_000_000_000,
  OrderAdjustment: 302_000_000_000,
  Product: 9_108_000_000_000,
  Refund: 1_084_000_000_000,
  RefundLineItem: 743_000_000_000,
  RefundShippingLine: 91_000_000_000,
  Return: 22_400_000_000,
  ReturnFee: 7_120_000_000,
  ReturnLineItem: 31_900_000_000,
  Sale: 21_460_000_000_000,
  SaleTax: 36_800_000_000_000,
  ShippingLine: 5_524_000_000_000,
  Transaction: 8_049_000_000_000,
  Variant: 49_362_000_000_000,
} as const

export type IdKind = keyof typeof firstIds

/** Each shop has a stretch of its own, so no id occurs twice in a world. */
const stretch = 40_000_000_000

export function createCounters(shopIndex: number, seed: number): Counters {
  const ids: Record<string, number> = {}
  for (const [kind, first] of Object.entries(firstIds)) {
    ids[kind] = first + shopIndex * stretch + (mixSeeds(seed, shopIndex) % 1_000_000)
  }
  return { ids, orderNumber: 1000, taskSequence: 0 }
}

/** The next id of a kind: always greater than the last, with gaps that look like Shopify's. */
export function nextId(counters: Counters, kind: IdKind): number {
  const last = counters.ids[kind] ?? firstIds[kind]
  const id = last + 32 * (1 + (mixSeeds(last % 0xffffffff, 7) % 31))
  counters.ids[kind] = id
  return id
}
