import type { Customer, Order, Product, ShopRecord, ShopState, Variant } from '../world/model.ts'

/** One line of a dump: an object of the generator as it is, amounts in minor units, times in ms. */
export type DumpLine =
  | ({ kind: 'shop'; asOf: number } & Pick<
      ShopRecord,
      'domain' | 'currencyCode' | 'minorDigits' | 'ianaTimezone'
    >)
  | ({ kind: 'order' } & Order)
  | ({ kind: 'customer' } & Customer)
  | ({ kind: 'product' } & Product)
  | ({ kind: 'variant' } & Variant)

/**
 * Everything that a shop holds, a JSON object a line and the shop itself first: it shares no line
 * with the resolvers, so that whoever compares a mirror with it takes another way than the mirror
 * did. Only a frozen clock keeps the shop from changing while it is read.
 */
export function* dumpShop(state: ShopState, asOf: number): Generator<string> {
  const { domain, currencyCode, minorDigits, ianaTimezone } = state.shop
  yield line({ kind: 'shop', asOf, domain, currencyCode, minorDigits, ianaTimezone })
  for (const order of state.orders.values()) yield line({ kind: 'order', ...order })
  for (const customer of state.customers.values()) yield line({ kind: 'customer', ...customer })
  for (const product of state.products.values()) yield line({ kind: 'product', ...product })
  for (const variant of state.variants.values()) yield line({ kind: 'variant', ...variant })
}

function line(content: DumpLine): string {
  return `${JSON.stringify(content)}\n`
}
