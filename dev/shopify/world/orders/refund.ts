import { partTax, take } from '../balance.ts'
import { nextId } from '../ids.ts'
import { addAgreement, plainPart, saleRow } from '../ledger.ts'
import type { Instant, LineItem, MoneyBag, Order, Refund, Sale, ShopState } from '../model.ts'
import { subtract, sum, times, zero } from '../money.ts'
import { sumUp } from '../totals.ts'
import { additionalFeeSale } from './additional-fee.ts'
import { finishPayment } from './finish.ts'
import { dutySale, lineTypeOf } from './lines.ts'
import { giveBack } from './payments.ts'

export interface RefundInput {
  lines: readonly { line: LineItem; quantity: number }[]
  /** Halves of every shipping line: 2 is all of it. */
  shippingHalves: 0 | 1 | 2
  /** Gives the order's additional fees back. */
  fees: boolean
  /** A difference between what is given back and what the lines were worth, signed as a sale. */
  adjustment: { amount: MoneyBag; tax: MoneyBag; lineType: 'ADJUSTMENT' | 'UNKNOWN' } | null
  restock: 'CANCEL' | 'NO_RESTOCK' | 'RETURN'
  /** False: the goods come back, the money stays. */
  money: boolean
  note: string | null
}

/** Opens a refund without anything in it. */
export function openRefund(
  state: ShopState,
  at: Instant,
  note: string | null,
  returnId: number | null,
): Refund {
  return {
    id: nextId(state.counters, 'Refund'),
    createdAt: at,
    processedAt: at,
    updatedAt: at,
    note,
    returnId,
    refundLineItems: [],
    refundShippingLines: [],
    orderAdjustments: [],
    duties: [],
    transactionIds: [],
    totalRefunded: zero(),
  }
}

/** Refunds lines, shipping and fees, writes the agreement, and pays the money back if there was any. */
export function refundOrder(
  state: ShopState,
  order: Order,
  at: Instant,
  input: RefundInput,
): Refund {
  const refund = openRefund(state, at, input.note, null)
  const sales: Sale[] = []
  for (const { line, quantity } of input.lines) {
    sales.push(...refundLine(state, order, refund, line, quantity, input.restock))
  }
  sales.push(...refundShipping(state, order, refund, input.shippingHalves))
  if (input.fees) {
    for (const fee of order.additionalFees.filter((candidate) => !candidate.refunded)) {
      fee.refunded = true
      sales.push(additionalFeeSale(state, order, fee, -1))
    }
  }
  if (input.adjustment !== null) sales.push(adjust(state, order, refund, input.adjustment))
  order.refunds.push(refund)
  addAgreement(state.counters, order, {
    kind: 'refund',
    happenedAt: at,
    refundId: refund.id,
    sales,
  })
  order.totals = sumUp(order)
  const worth = times(sum(sales.map((sale) => sale.totalAmount)), -1)
  if (input.money) payRefund(state, order, refund, at, worth)
  finishPayment(state, order, at)
  return refund
}

/** Pays a refund out, as far as the customer had paid. */
export function payRefund(
  state: ShopState,
  order: Order,
  refund: Refund,
  at: Instant,
  amount: MoneyBag,
): void {
  const transaction = giveBack(state, order, at, amount)
  if (transaction === null) return
  refund.transactionIds.push(transaction.id)
  refund.totalRefunded = transaction.amount
}

function refundLine(
  state: ShopState,
  order: Order,
  refund: Refund,
  line: LineItem,
  quantity: number,
  restockType: RefundInput['restock'],
): Sale[] {
  const part = take(line.remaining, quantity)
  line.currentQuantity -= quantity
  line.unfulfilledQuantity = Math.min(line.unfulfilledQuantity, line.currentQuantity)
  refund.refundLineItems.push({
    id: nextId(state.counters, 'RefundLineItem'),
    lineItemId: line.id,
    quantity,
    restockType,
    restocked: restockType !== 'NO_RESTOCK',
    price: line.originalUnitPrice,
    subtotal: part.amount,
    totalTax: partTax(part),
  })
  const sale = saleRow(state.counters, order, {
    actionType: 'RETURN',
    lineType: lineTypeOf(line),
    quantity,
    subjectId: line.id,
    part,
    taxLines: line.taxLines,
    sign: -1,
  })
  const duties = line.currentQuantity === 0 ? openDuties(order, line) : []
  for (const duty of duties) refund.duties.push({ dutyId: duty.id, amount: duty.price })
  return [sale, ...duties.map((duty) => dutySale(state.counters, order, duty, -1))]
}

/** The duties of a line that no refund has given back. */
function openDuties(order: Order, line: LineItem) {
  if (line.duties.length === 0) return []
  const given = new Set(order.refunds.flatMap((refund) => refund.duties.map((item) => item.dutyId)))
  return line.duties.filter((duty) => !given.has(duty.id))
}

function refundShipping(state: ShopState, order: Order, refund: Refund, halves: 0 | 1 | 2): Sale[] {
  const sales: Sale[] = []
  for (const line of order.shippingLines) {
    const quantity = Math.min(halves, line.remaining.quantity)
    if (quantity === 0) continue
    const part = take(line.remaining, quantity)
    line.currentDiscountedPrice = subtract(line.currentDiscountedPrice, part.amount)
    refund.refundShippingLines.push({
      id: nextId(state.counters, 'RefundShippingLine'),
      shippingLineId: line.id,
      subtotal: part.amount,
      tax: partTax(part),
    })
    sales.push(
      saleRow(state.counters, order, {
        actionType: 'RETURN',
        lineType: 'SHIPPING',
        quantity: 1,
        subjectId: line.id,
        part,
        taxLines: line.taxLines,
        sign: -1,
      }),
    )
  }
  return sales
}

function adjust(
  state: ShopState,
  order: Order,
  refund: Refund,
  adjustment: NonNullable<RefundInput['adjustment']>,
): Sale {
  const { amount, tax, lineType } = adjustment
  refund.orderAdjustments.push({
    id: nextId(state.counters, 'OrderAdjustment'),
    amount,
    tax,
    reason: lineType === 'ADJUSTMENT' ? 'REFUND_DISCREPANCY' : 'PENDING_REFUND_DISCREPANCY',
  })
  const total = order.taxesIncluded ? sum([amount, tax]) : amount
  const actionType = amount.shop > 0 ? 'UPDATE' : 'RETURN'
  return saleRow(state.counters, order, {
    actionType: lineType === 'UNKNOWN' ? 'UNKNOWN' : actionType,
    lineType,
    quantity: null,
    subjectId: null,
    part: plainPart(total, tax.shop === 0 ? [] : [tax]),
    taxLines: tax.shop === 0 ? [] : [{ title: 'Adjustment', ratePpm: 0 }],
    sign: 1,
  })
}

/** All units that are left on an order, tips and gift cards included. */
export function remainingLines(order: Order): { line: LineItem; quantity: number }[] {
  return order.lineItems
    .filter((line) => line.currentQuantity > 0)
    .map((line) => ({ line, quantity: line.currentQuantity }))
}
