import type { DiscountAllocation, DiscountApplication, Order } from '../../world/model.ts'
import { toGlobalId } from '../global-id.ts'
import { toMoneyV2 } from '../money.ts'
import { Typed, typeResolvers } from '../resolver.ts'
import { moneyScalar, moneySet } from './money-set.ts'
import { taxLinesOf } from './order-parts.ts'
import type { AdditionalFeeSource, DutySource, TaxLineSource } from './order-parts.ts'

/** A discount application within its order. */
export interface DiscountSource {
  order: Order
  application: DiscountApplication
}

/** An allocation of a discount within its order. */
export interface AllocationSource {
  order: Order
  allocation: DiscountAllocation
}

const DISCOUNT_TYPES = {
  code: 'DiscountCodeApplication',
  manual: 'ManualDiscountApplication',
  automatic: 'AutomaticDiscountApplication',
} as const

/** A discount application as its concrete type. */
export function toDiscountApplication(order: Order, application: DiscountApplication): Typed {
  return new Typed(DISCOUNT_TYPES[application.kind], { order, application })
}

/** Allocations ready to resolve. */
export function allocationsOf(
  order: Order,
  allocations: readonly DiscountAllocation[],
): AllocationSource[] {
  return allocations.map((allocation) => ({ order, allocation }))
}

/** `TaxLine`. */
export const taxLine = typeResolvers<TaxLineSource>({
  title: ({ taxLine }) => taxLine.title,
  rate: ({ taxLine }) => taxLine.ratePpm / 1_000_000,
  ratePercentage: ({ taxLine }) => taxLine.ratePpm / 10_000,
  source: ({ taxLine }) => taxLine.source,
  price: moneyScalar(({ taxLine }) => taxLine.price),
  priceSet: moneySet(({ taxLine }) => taxLine.price),
})

/** `DiscountAllocation`. */
export const discountAllocation = typeResolvers<AllocationSource>({
  allocatedAmount: ({ order, allocation }) => toMoneyV2(allocation.amount.shop, order.currencyCode),
  allocatedAmountSet: moneySet(({ allocation }) => allocation.amount),
  discountApplication: ({ order, allocation }) => {
    const application = order.discountApplications[allocation.applicationIndex]
    return application && toDiscountApplication(order, application)
  },
})

/** Every kind of `DiscountApplication`; the schema decides which has which field. */
export const discountApplication = typeResolvers<DiscountSource>({
  index: ({ application }) => application.index,
  allocationMethod: ({ application }) => application.allocationMethod,
  targetSelection: ({ application }) => application.targetSelection,
  targetType: ({ application }) => application.targetType,
  code: ({ application }) => application.code,
  title: ({ application }) => application.title,
  description: ({ application }) => application.description,
  value: ({ order, application: { value } }) =>
    value.kind === 'percentage'
      ? new Typed('PricingPercentageValue', { percentage: value.basisPoints / 100 })
      : new Typed('MoneyV2', toMoneyV2(value.presentment, order.presentmentCurrencyCode)),
})

/** `Duty`. */
export const duty = typeResolvers<DutySource>({
  id: ({ duty }) => toGlobalId('Duty', duty.id),
  countryCodeOfOrigin: ({ duty }) => duty.countryCodeOfOrigin,
  harmonizedSystemCode: ({ duty }) => duty.harmonizedSystemCode,
  price: moneySet(({ duty }) => duty.price),
  taxLines: ({ order, duty }) => taxLinesOf(order, duty.taxLines),
})

/** `AdditionalFee` and, as a sale refers to it, `SaleAdditionalFee`. */
export function additionalFee(typeName: 'AdditionalFee' | 'SaleAdditionalFee') {
  return typeResolvers<AdditionalFeeSource>({
    id: ({ fee }) => toGlobalId(typeName, fee.id),
    name: ({ fee }) => fee.name,
    price: moneySet(({ fee }) => fee.price),
    taxLines: ({ order, fee }) => taxLinesOf(order, fee.taxLines),
  })
}
