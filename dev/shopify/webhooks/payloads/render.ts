import { toMoneyScalar } from '../../graphql/money.ts'
import { offsetAt, toOffsetText } from '../../graphql/search/time.ts'
import type { Instant, MoneyBag, Order, ShopState } from '../../world/model.ts'
import type { DataAccess } from '../../app/data-access.ts'

/** A payload, before it becomes JSON. */
export type Payload = Record<string, unknown>

/** What payloads are made with: the shop as it is, and what of people the app may see. */
export interface Rendering {
  state: ShopState
  access: DataAccess
}

/** A moment as REST writes it, in the shop's time: "2026-11-01T09:30:00-05:00". */
export function toLocalTime(at: Instant, { shop }: ShopState): string
export function toLocalTime(at: Instant | null, state: ShopState): string | null
export function toLocalTime(at: Instant | null, { shop }: ShopState): string | null {
  if (at === null) return null
  const offset = offsetAt(at, shop.ianaTimezone)
  return `${new Date(at + offset).toISOString().slice(0, 19)}${toOffsetText(offset)}`
}

/** An amount of an order in the shop's currency: "45.00". */
export function toPrice({ shop }: MoneyBag, { currencyCode }: Order): string {
  return toMoneyScalar(shop, currencyCode)
}

/** The same in both currencies. */
export function toPriceSet(bag: MoneyBag, order: Order): Payload {
  const { currencyCode, presentmentCurrencyCode } = order
  return {
    shop_money: { amount: toPrice(bag, order), currency_code: currencyCode },
    presentment_money: {
      amount: toMoneyScalar(bag.presentment, presentmentCurrencyCode),
      currency_code: presentmentCurrencyCode,
    },
  }
}

/** A value that says who somebody is: null where the app may not know. */
export function personal<Value>({ access }: Rendering, value: Value): Value | null {
  return access === 'level2' ? value : null
}
