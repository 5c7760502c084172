import type { MoneyBag, Order } from '../../world/model.ts'
import { toMoneyBag, toMoneyScalar, toMoneyV2 } from '../money.ts'
import type { Resolver } from '../resolver.ts'

/** A `MoneyBag` of something that belongs to an order; null stays null. */
export function moneySet<Source extends { order: Order }>(
  bagOf: (source: Source) => MoneyBag | null,
): Resolver<Source> {
  return (source) => {
    const bag = bagOf(source)
    return bag && toMoneyBag(bag, source.order)
  }
}

/** The deprecated form of the same: the scalar `Money`, in the shop's currency. */
export function moneyScalar<Source extends { order: Order }>(
  bagOf: (source: Source) => MoneyBag,
): Resolver<Source> {
  return (source) => toMoneyScalar(bagOf(source).shop, source.order.currencyCode)
}

/** The deprecated form as `MoneyV2`, in the shop's currency. */
export function moneyV2<Source extends { order: Order }>(
  bagOf: (source: Source) => MoneyBag,
): Resolver<Source> {
  return (source) => toMoneyV2(bagOf(source).shop, source.order.currencyCode)
}
