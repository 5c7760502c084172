import { toGlobalId } from '../global-id.ts'
import { typeResolvers } from '../resolver.ts'
import { nothing } from './absent.ts'
import { allocationsOf } from './money.ts'
import { moneyScalar, moneySet, moneyV2 } from './money-set.ts'
import { taxLinesOf } from './order-parts.ts'
import type { ShippingLineSource } from './order-parts.ts'

/** `ShippingLine`. */
export const shippingLine = typeResolvers<ShippingLineSource>({
  id: ({ shippingLine }) => toGlobalId('ShippingLine', shippingLine.id),
  title: ({ shippingLine }) => shippingLine.title,
  code: ({ shippingLine }) => shippingLine.code,
  source: ({ shippingLine }) => shippingLine.source,
  carrierIdentifier: ({ shippingLine }) => shippingLine.carrierIdentifier,
  custom: ({ shippingLine }) => shippingLine.custom,
  isRemoved: ({ shippingLine }) => shippingLine.isRemoved,
  price: moneyScalar(({ shippingLine }) => shippingLine.originalPrice),
  originalPrice: moneyV2(({ shippingLine }) => shippingLine.originalPrice),
  originalPriceSet: moneySet(({ shippingLine }) => shippingLine.originalPrice),
  discountedPrice: moneyV2(({ shippingLine }) => shippingLine.discountedPrice),
  discountedPriceSet: moneySet(({ shippingLine }) => shippingLine.discountedPrice),
  currentDiscountedPriceSet: moneySet(({ shippingLine }) => shippingLine.currentDiscountedPrice),
  discountAllocations: ({ order, shippingLine }) =>
    allocationsOf(order, shippingLine.discountAllocations),
  taxLines: ({ order, shippingLine }) => taxLinesOf(order, shippingLine.taxLines),
  phone: ({ order }) => order.shippingAddress?.phone ?? null,
  deliveryCategory: nothing,
  requestedFulfillmentService: nothing,
})
