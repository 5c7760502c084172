import {
  hasRepeats,
  type OrderInput,
  type OrderLineInput,
  type SaleInput,
  sumMoney,
} from '@tidemark/db/ingest'
import {
  type AgreementReason,
  agreementSchema,
  type RefundNode,
  saleSchema,
} from '../../shopify/order-node.ts'
import { toReason, toRefund } from '../../shopify/to-order.ts'
import type { Spelling } from './read-wholes.ts'
import {
  boolean,
  field,
  gid,
  integer,
  lineOf,
  listOf,
  money,
  object,
  oneOf,
  optional,
  orNull,
  reference,
  shopMoney,
  text,
  textOf,
  time,
  word,
} from './spelling.ts'

const REFUND = object(
  field('id', gid('Refund')),
  field('createdAt', orNull(time)),
  field('processedAt', orNull(time)),
  field('updatedAt', orNull(time)),
  field('totalRefundedSet', object(field('shopMoney', money))),
)

/** The lines of `ORDER_SELECTION`, `LINE_SELECTION` and `SALE_SELECTION`, field by field. */
const ORDER = lineOf(
  field('id', gid('Order')),
  field('name', text),
  field('customer', orNull(reference('Customer'))),
  field('processedAt', time),
  field('createdAt', time),
  field('updatedAt', time),
  field('cancelledAt', orNull(time)),
  field('cancelReason', orNull(word)),
  field('test', boolean),
  field('currencyCode', word),
  field('presentmentCurrencyCode', word),
  optional('displayFinancialStatus', orNull(word)),
  optional('displayFulfillmentStatus', orNull(word)),
  optional('sourceName', orNull(text)),
  optional('displayAddress', orNull(object(field('countryCodeV2', orNull(word))))),
  field('originalTotalPriceSet', shopMoney),
  field('currentTotalPriceSet', shopMoney),
  field('totalRefundedSet', shopMoney),
  optional('refundDiscrepancySet', shopMoney),
  optional(
    'totalCashRoundingAdjustment',
    object(field('paymentSet', shopMoney), field('refundSet', shopMoney)),
  ),
  optional('refunds', listOf(REFUND)),
)

const LINE = lineOf(
  field('id', gid('LineItem')),
  field('title', text),
  field('sku', orNull(text)),
  field('quantity', integer),
  field('currentQuantity', integer),
  field('isGiftCard', boolean),
  field('originalUnitPriceSet', shopMoney),
  field('product', orNull(reference('Product'))),
  field('variant', orNull(reference('ProductVariant'))),
  field('__parentId', gid('Order')),
)

const AGREEMENT = lineOf(
  field('id', gid('SalesAgreement')),
  field('reason', oneOf(agreementSchema.shape.reason.options)),
  field('happenedAt', time),
  field('__parentId', gid('Order')),
)

const SALE = lineOf(
  field('id', gid('Sale')),
  field('actionType', oneOf(saleSchema.shape.actionType.options)),
  field('lineType', oneOf(saleSchema.shape.lineType.options)),
  field('quantity', orNull(integer)),
  field('totalAmount', object(field('shopMoney', money), field('presentmentMoney', money))),
  field('totalDiscountAmountBeforeTaxes', shopMoney),
  field('totalDiscountAmountAfterTaxes', shopMoney),
  field('totalTaxAmount', shopMoney),
  optional('lineItem', orNull(reference('LineItem'))),
  field('__parentId', gid('SalesAgreement')),
)

/** A root again: nothing behind it belongs to the order before. */
const NEXT_ORDER = new RegExp(String.raw`\{"id":${gid('Order').replace(/\(.*/, '')}`, 'y')

type Agreement = Pick<SaleInput, 'reason' | 'happenedAt'> & { agreementId: string }

/**
 * Reads an order that stands together with all of its lines and its ledger, each line spelled as our
 * query makes Shopify spell it, from a place of the file's text on. What comes of it is the same as
 * by way of JSON.
 * @returns undefined for one that is written in any other way; it may be as sound
 */
export const readOrder: Spelling<OrderInput> = (file, at) => {
  const found = match(ORDER, file, at)
  if (!found) return undefined
  const order = toOrder(found)
  const agreements: Agreement[] = []
  let end = ORDER.lastIndex
  let objects = 1
  for (; end < file.length; objects += 1) {
    const sale = match(SALE, file, end)
    if (sale) {
      const agreement = agreements.findLast(({ agreementId }) => agreementId === sale[13])
      if (!agreement) return undefined
      order.sales.push(toSale(sale, agreement))
      end = SALE.lastIndex
      continue
    }
    const line = match(LINE, file, end)
    if (line) {
      if (line[10] !== order.id) return undefined
      order.lines.push(toLine(line))
      end = LINE.lastIndex
      continue
    }
    const agreement = match(AGREEMENT, file, end)
    if (!agreement) break
    if (agreement[4] !== order.id) return undefined
    agreements.push(toAgreement(agreement))
    end = AGREEMENT.lastIndex
  }
  if (end < file.length && !match(NEXT_ORDER, file, end)) return undefined
  if (hasRepeats(order.lines) || hasRepeats(order.sales)) return undefined
  return { row: order, objects, end }
}

function match(pattern: RegExp, file: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(file)
}

function toOrder(found: RegExpExecArray): OrderInput {
  const [, id = '', name = '', customerId, processedAt = '', createdAt = '', updatedAt = ''] = found
  return {
    id,
    name: textOf(name),
    customerId: customerId ?? null,
    processedAt,
    createdAt,
    updatedAt,
    cancelledAt: found[7] ?? null,
    cancelReason: found[8] ?? null,
    test: found[9] === 'true',
    currencyCode: found[10] ?? '',
    presentmentCurrencyCode: found[11] ?? '',
    financialStatus: found[12] ?? null,
    fulfillmentStatus: found[13] ?? null,
    sourceName: found[14] === undefined ? null : textOf(found[14]),
    countryCode: found[15] ?? null,
    originalTotal: found[16] ?? '',
    currentTotal: found[17] ?? '',
    totalRefunded: found[18] ?? '',
    cashRounding: sumMoney([found[20] ?? '0', found[21] ?? '0']),
    refundDiscrepancy: found[19] ?? '0',
    lines: [],
    sales: [],
    refunds: toRefunds(found[22]),
  }
}

function toRefunds(json = '[]'): OrderInput['refunds'] {
  return json === '[]' ? [] : (JSON.parse(json) as RefundNode[]).map(toRefund)
}

function toLine(found: RegExpExecArray): OrderLineInput {
  const [, id = '', title = '', sku, quantity, currentQuantity, isGiftCard] = found
  return {
    id,
    productId: found[8] ?? null,
    variantId: found[9] ?? null,
    title: textOf(title),
    sku: sku === undefined ? null : textOf(sku),
    quantity: Number(quantity),
    currentQuantity: Number(currentQuantity),
    isGiftCard: isGiftCard === 'true',
    unitPrice: found[7] ?? '',
  }
}

function toAgreement([, agreementId = '', reason, happenedAt = '']: RegExpExecArray): Agreement {
  return { agreementId, reason: toReason(reason as AgreementReason), happenedAt }
}

function toSale(found: RegExpExecArray, { agreementId, reason, happenedAt }: Agreement): SaleInput {
  const [, id = '', actionType, lineType, quantity, totalAmount = '', currencyCode = ''] = found
  return {
    id,
    agreementId,
    reason,
    happenedAt,
    actionType: actionType as SaleInput['actionType'],
    lineType: lineType as SaleInput['lineType'],
    quantity: quantity === undefined ? null : Number(quantity),
    totalAmount,
    discountBeforeTax: found[9] ?? '',
    discountAfterTax: found[10] ?? '',
    taxAmount: found[11] ?? '',
    currencyCode,
    presentmentTotal: found[7] ?? '',
    presentmentCurrencyCode: found[8] ?? '',
    lineItemId: found[12] ?? null,
  }
}
