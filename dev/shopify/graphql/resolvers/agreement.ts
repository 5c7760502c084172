import type { Agreement, Order, Sale, SaleLineType, TaxLine } from '../../world/model.ts'
import { toGlobalId } from '../global-id.ts'
import { paginateArray } from '../paging/connection.ts'
import { Typed, typeResolvers } from '../resolver.ts'
import type { Resolver } from '../resolver.ts'
import { compileSearch } from '../search/compile.ts'
import type { SearchFields } from '../search/compile.ts'
import { idField, timeField } from '../search/field.ts'
import { nothing } from './absent.ts'
import { moneySet } from './money-set.ts'
import { lineItemOf, shippingLineOf } from './order-parts.ts'
import type { AgreementSource, RefundSource, ReturnSource, SaleSource } from './order-parts.ts'

const AGREEMENT_TYPES = {
  order: 'OrderAgreement',
  edit: 'OrderEditAgreement',
  refund: 'RefundAgreement',
  return: 'ReturnAgreement',
} as const

const SALE_TYPES: Record<SaleLineType, string> = {
  PRODUCT: 'ProductSale',
  SHIPPING: 'ShippingLineSale',
  TIP: 'TipSale',
  GIFT_CARD: 'GiftCardSale',
  DUTY: 'DutySale',
  FEE: 'FeeSale',
  ADDITIONAL_FEE: 'AdditionalFeeSale',
  ADJUSTMENT: 'AdjustmentSale',
  UNKNOWN: 'UnknownSale',
}

const SEARCH_FIELDS: SearchFields<Agreement> = {
  id: idField(({ id }) => [id]),
  happened_at: timeField(({ happenedAt }) => happenedAt),
}

/** `Order.agreements`. */
export const agreements: Resolver<Order> = (order, args, context, info) =>
  paginateArray(order.agreements, ({ id }) => id, {
    args,
    matches: compileSearch(SEARCH_FIELDS, args, context, info),
    toNode: (agreement) => new Typed(AGREEMENT_TYPES[agreement.kind], { order, agreement }),
  })

/** Every kind of `SalesAgreement`; the schema decides which has which field. */
export const agreement = typeResolvers<AgreementSource>({
  id: ({ agreement }) => toGlobalId('SalesAgreement', agreement.id),
  happenedAt: ({ agreement }) => agreement.happenedAt,
  reason: ({ agreement }) => agreement.reason,
  // Nobody's app or account stands behind an agreement in this world.
  app: nothing,
  user: nothing,
  order: ({ order }) => order,
  refund: ({ order, agreement }) => refundOf(order, agreement.refundId),
  return: ({ order, agreement }) => returnOf(order, agreement.returnId),
  sales: ({ order, agreement }, args) =>
    paginateArray(agreement.sales, ({ id }) => id, {
      args,
      toNode: (sale) => new Typed(SALE_TYPES[sale.lineType], { order, agreement, sale }),
    }),
})

function refundOf(order: Order, id: number | null): RefundSource | null {
  const refund = order.refunds.find((candidate) => candidate.id === id)
  return refund === undefined ? null : { order, refund }
}

function returnOf(order: Order, id: number | null): ReturnSource | null {
  const found = order.returns.find((candidate) => candidate.id === id)
  return found === undefined ? null : { order, return: found }
}

/** Every kind of `Sale`; the schema decides which has which field. */
export const sale = typeResolvers<SaleSource>({
  id: ({ sale }) => toGlobalId('Sale', sale.id),
  actionType: ({ sale }) => sale.actionType,
  lineType: ({ sale }) => sale.lineType,
  quantity: ({ sale }) => sale.quantity,
  totalAmount: moneySet(({ sale }) => sale.totalAmount),
  totalDiscountAmountBeforeTaxes: moneySet(({ sale }) => sale.discountBeforeTaxes),
  totalDiscountAmountAfterTaxes: moneySet(({ sale }) => sale.discountAfterTaxes),
  totalTaxAmount: moneySet(({ sale }) => sale.taxAmount),
  taxes: ({ order, sale }) => sale.taxes.map((tax) => ({ order, sale, tax })),
  lineItem: ({ order, sale }) => lineItemOf(order, sale.subjectId),
  shippingLine: ({ order, sale }) =>
    sale.subjectId === null ? null : shippingLineOf(order, sale.subjectId),
  duty: ({ order, sale }) => {
    const duties = order.lineItems.flatMap((line) => line.duties)
    const duty = duties.find((candidate) => candidate.id === sale.subjectId)
    return duty && { order, duty }
  },
  fee: ({ order, sale }) => {
    const fees = order.returns.flatMap((candidate) => candidate.fees)
    const fee = fees.find((candidate) => candidate.id === sale.subjectId)
    if (fee === undefined) return null
    const type = fee.kind === 'restocking' ? 'RestockingFee' : 'ReturnShippingFee'
    return new Typed(type, { order, fee })
  },
  additionalFee: ({ order, sale }) => {
    const fee = order.additionalFees.find((candidate) => candidate.id === sale.subjectId)
    return fee && { order, fee }
  },
})

interface SaleTaxSource {
  order: Order
  sale: Sale
  tax: Sale['taxes'][number]
}

/** The tax line of the thing that was sold, under the sale tax's title and rate. */
function taxLineOf({ order, sale, tax }: SaleTaxSource): TaxLine {
  const carriers = [
    ...order.lineItems,
    ...order.shippingLines,
    ...order.additionalFees,
    ...order.lineItems.flatMap((line) => line.duties),
  ]
  const taxLines = carriers.find((carrier) => carrier.id === sale.subjectId)?.taxLines ?? []
  return (
    taxLines.find(({ title, ratePpm }) => title === tax.title && ratePpm === tax.ratePpm) ?? {
      title: tax.title,
      ratePpm: tax.ratePpm,
      price: tax.amount,
      source: null,
    }
  )
}

/** `SaleTax`. */
export const saleTax = typeResolvers<SaleTaxSource>({
  id: ({ tax }) => toGlobalId('SaleTax', tax.id),
  amount: moneySet(({ tax }) => tax.amount),
  taxLine: (source) => ({ order: source.order, taxLine: taxLineOf(source) }),
})
