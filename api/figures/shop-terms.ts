import type { ShopInfo } from '@tidemark/db/insights'
import type { Money } from '../schemas/index.ts'

/** What every figure depends on. ISO 4217's XXX is "no currency": nothing was sold yet either. */
export function shopTerms(shop: ShopInfo): { currencyCode: string; timeZone: string } {
  return { currencyCode: shop.currencyCode ?? 'XXX', timeZone: shop.timeZone ?? 'UTC' }
}

/** Turns amounts of one currency into what goes over the wire. */
export function moneyIn(currencyCode: string): (amount: string) => Money {
  return (amount) => ({ amount, currencyCode })
}
