import type { LineItem, MoneyBag } from '../../world/model.ts'
import { toGlobalId } from '../global-id.ts'
import { shareOfBag, subtractBag, sumBags } from '../money.ts'
import { typeResolvers } from '../resolver.ts'
import { findProduct, findVariant } from '../visibility.ts'
import { emptyList, nothing } from './absent.ts'
import { takeFirst } from './list.ts'
import { allocationsOf } from './money.ts'
import { moneyScalar, moneySet } from './money-set.ts'
import { taxLinesOf } from './order-parts.ts'
import type { LineItemSource } from './order-parts.ts'

/** The discounts on the line itself; order-level ones are left out, code-based ones on demand. */
function lineDiscount({ order, line }: LineItemSource, withCodes: boolean): MoneyBag {
  const amounts = line.discountAllocations.filter(({ applicationIndex }) => {
    const application = order.discountApplications[applicationIndex]
    return application?.level === 'LINE' && (withCodes || application.kind !== 'code')
  })
  return sumBags(amounts.map((allocation) => allocation.amount))
}

function discountedTotal(source: LineItemSource, withCodes: boolean): MoneyBag {
  return subtractBag(source.line.originalTotal, lineDiscount(source, withCodes))
}

function afterAllDiscounts({ line }: LineItemSource): MoneyBag {
  return subtractBag(line.originalTotal, line.totalDiscount)
}

/** What is left of the line after refunds and removals, without tax. */
function currentNet(source: LineItemSource): MoneyBag {
  const { order, line } = source
  const total = afterAllDiscounts(source)
  const taxes = sumBags(line.taxLines.map((taxLine) => taxLine.price))
  const net = order.taxesIncluded ? subtractBag(total, taxes) : total
  return shareOfBag(net, line.currentQuantity, line.quantity)
}

function unfulfilledPart(total: MoneyBag, line: LineItem): MoneyBag {
  return shareOfBag(total, line.unfulfilledQuantity, line.quantity)
}

function fulfillmentStatus({ quantity, unfulfilledQuantity }: LineItem): string {
  if (unfulfilledQuantity === 0) return 'fulfilled'
  return unfulfilledQuantity < quantity ? 'partial' : 'unfulfilled'
}

/** Units that were taken off before they were shipped; all of a tip. */
function nonFulfillable({ order, line }: LineItemSource): number {
  if (line.kind === 'tip') return line.quantity
  const shipped = order.fulfillments
    .filter(({ status }) => status === 'SUCCESS')
    .flatMap(({ lineItems }) => lineItems)
    .filter(({ lineItemId }) => lineItemId === line.id)
    .reduce((sum, { quantity }) => sum + quantity, 0)
  return Math.max(0, line.quantity - shipped - line.unfulfilledQuantity)
}

/** `LineItem`. */
export const lineItem = typeResolvers<LineItemSource>({
  id: ({ line }) => toGlobalId('LineItem', line.id),
  title: ({ line }) => line.title,
  variantTitle: ({ line }) => line.variantTitle,
  name: ({ line }) => (line.variantTitle ? `${line.title} - ${line.variantTitle}` : line.title),
  sku: ({ line }) => line.sku,
  vendor: ({ line }) => line.vendor,
  quantity: ({ line }) => line.quantity,
  currentQuantity: ({ line }) => line.currentQuantity,
  refundableQuantity: ({ line }) => line.currentQuantity,
  unfulfilledQuantity: ({ line }) => line.unfulfilledQuantity,
  fulfillableQuantity: ({ line }) => line.unfulfilledQuantity,
  fulfillmentStatus: ({ line }) => fulfillmentStatus(line),
  nonFulfillableQuantity: nonFulfillable,
  isGiftCard: ({ line }) => line.kind === 'gift_card',
  requiresShipping: ({ line }) => line.requiresShipping,
  taxable: ({ line }) => line.taxable,
  weight: ({ line }) => ({ unit: 'GRAMS', value: line.weightGrams }),
  product: ({ line }, _, context) => findProduct(context, line.productId),
  variant: ({ line }, _, context) => findVariant(context, line.variantId),
  originalUnitPrice: moneyScalar(({ line }) => line.originalUnitPrice),
  originalUnitPriceSet: moneySet(({ line }) => line.originalUnitPrice),
  originalTotal: moneyScalar(({ line }) => line.originalTotal),
  originalTotalSet: moneySet(({ line }) => line.originalTotal),
  totalDiscount: moneyScalar((source) => lineDiscount(source, true)),
  totalDiscountSet: moneySet((source) => lineDiscount(source, true)),
  discountedTotal: moneyScalar((source) => discountedTotal(source, false)),
  discountedTotalSet: (source, args, context, info) =>
    moneySet<LineItemSource>(() => discountedTotal(source, args['withCodeDiscounts'] === true))(
      source,
      args,
      context,
      info,
    ),
  discountedUnitPrice: moneyScalar((source) =>
    shareOfBag(discountedTotal(source, false), 1, source.line.quantity),
  ),
  discountedUnitPriceSet: moneySet((source) =>
    shareOfBag(discountedTotal(source, false), 1, source.line.quantity),
  ),
  discountedUnitPriceAfterAllDiscountsSet: moneySet((source) =>
    shareOfBag(afterAllDiscounts(source), 1, source.line.quantity),
  ),
  priceAfterAllDiscountsBeforeTaxesSet: moneySet(currentNet),
  unfulfilledDiscountedTotal: moneyScalar((source) =>
    unfulfilledPart(discountedTotal(source, false), source.line),
  ),
  unfulfilledDiscountedTotalSet: moneySet((source) =>
    unfulfilledPart(discountedTotal(source, false), source.line),
  ),
  unfulfilledOriginalTotal: moneyScalar(({ line }) => unfulfilledPart(line.originalTotal, line)),
  unfulfilledOriginalTotalSet: moneySet(({ line }) => unfulfilledPart(line.originalTotal, line)),
  discountAllocations: ({ order, line }) => allocationsOf(order, line.discountAllocations),
  taxLines: ({ order, line }, args) => takeFirst(taxLinesOf(order, line.taxLines), args),
  merchantEditable: ({ order, line }) => order.cancelledAt === null && line.kind !== 'tip',
  duties: ({ order, line }) => line.duties.map((duty) => ({ order, duty })),
  customAttributes: emptyList,
  contract: nothing,
  image: nothing,
  lineItemGroup: nothing,
  sellingPlan: nothing,
})
