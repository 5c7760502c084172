import { mergeParts, openBalance, take } from '../balance.ts'
import { addAgreement, saleRow } from '../ledger.ts'
import type { Balance, Instant, LineItem, Order, Sale, ShippingLine, ShopState } from '../model.ts'
import { add, share, subtract, zero } from '../money.ts'
import type { Region } from '../profiles/index.ts'
import { sumUp } from '../totals.ts'
import type { CartLine } from './cart.ts'
import { finishPayment } from './finish.ts'
import { addLine, lineSales, lineTypeOf } from './lines.ts'
import { pay } from './payments.ts'
import { openRefund, payRefund } from './refund.ts'

/** One edit of an order: lines added, units removed, and discounts granted afterwards. */
export interface EditInput {
  add: readonly CartLine[]
  taxes: Region['taxes']
  remove: readonly { line: LineItem; quantity: number }[]
  /** In hundredths of a percent of what is left of the line. */
  discount: readonly { line: LineItem; basisPoints: number }[]
  /** Lowers what shipping costs, in hundredths of a percent. */
  shippingDiscount: number | null
  /** Pays or pays back the difference at once. */
  settle: boolean
}

/** Edits an order, in one ORDER_EDIT agreement. */
export function editOrder(state: ShopState, order: Order, at: Instant, input: EditInput): void {
  const { counters } = state
  const sales: Sale[] = []
  for (const line of input.add) {
    const item = addLine(counters, order, line, {
      taxes: input.taxes,
      discounts: [],
      addedByEdit: true,
    })
    sales.push(...lineSales(counters, order, item))
  }
  for (const { line, quantity } of input.remove) {
    sales.push(removeUnits(state, order, line, quantity))
  }
  for (const { line, basisPoints } of input.discount) {
    sales.push(discountLine(state, order, line, basisPoints))
  }
  if (input.shippingDiscount !== null) {
    for (const line of order.shippingLines.filter(isWhole)) {
      sales.push(discountShipping(state, order, line, input.shippingDiscount))
    }
  }
  order.edited = true
  addAgreement(counters, order, { kind: 'edit', happenedAt: at, sales })
  order.totals = sumUp(order)
  if (input.settle) settle(state, order, at)
  finishPayment(state, order, at)
}

function isWhole(line: ShippingLine): boolean {
  return line.remaining.quantity === 2 && line.remaining.amount.shop > 0
}

/** True for lines whose price an edit may still change: nothing of them was removed or returned. */
export function isUntouched(line: LineItem): boolean {
  return line.kind === 'product' && line.remaining.quantity === line.quantity
}

function removeUnits(state: ShopState, order: Order, line: LineItem, quantity: number): Sale {
  const part = take(line.remaining, quantity)
  line.removed = mergeParts(line.removed, part)
  line.currentQuantity -= quantity
  line.unfulfilledQuantity = Math.min(line.unfulfilledQuantity, line.currentQuantity)
  return saleRow(state.counters, order, {
    actionType: 'RETURN',
    lineType: lineTypeOf(line),
    quantity,
    subjectId: line.id,
    part,
    taxLines: line.taxLines,
    sign: -1,
  })
}

function difference(next: Balance, last: Balance): Balance {
  return {
    quantity: 0,
    amount: subtract(next.amount, last.amount),
    discount: subtract(next.discount, last.discount),
    discountTax: subtract(next.discountTax, last.discountTax),
    taxes: next.taxes.map((tax, index) => subtract(tax, last.taxes[index] ?? zero())),
  }
}

function discountLine(state: ShopState, order: Order, line: LineItem, basisPoints: number): Sale {
  const last = line.remaining
  const discount = share(last.amount, basisPoints, 10_000)
  const index = order.discountApplications.length
  order.discountApplications.push({
    index,
    kind: 'manual',
    code: null,
    title: 'Goodwill',
    description: 'Granted after the order was placed',
    level: 'LINE',
    allocationMethod: 'ACROSS',
    targetSelection: 'EXPLICIT',
    targetType: 'LINE_ITEM',
    value: { kind: 'percentage', basisPoints },
  })
  line.discountAllocations.push({ applicationIndex: index, amount: discount })
  line.totalDiscount = add(line.totalDiscount, discount)
  line.remaining = openBalance(
    line.quantity,
    line.originalTotal,
    line.totalDiscount,
    line.taxLines.map((tax) => tax.ratePpm),
    order.taxesIncluded,
  )
  updateTaxLines(line)
  return updateSale(state, order, lineTypeOf(line), line, difference(line.remaining, last))
}

function discountShipping(
  state: ShopState,
  order: Order,
  line: ShippingLine,
  basisPoints: number,
): Sale {
  const last = line.remaining
  const discount = add(last.discount, share(last.amount, basisPoints, 10_000))
  line.remaining = openBalance(
    2,
    line.originalPrice,
    discount,
    line.taxLines.map((tax) => tax.ratePpm),
    order.taxesIncluded,
  )
  line.discountedPrice = line.remaining.amount
  line.currentDiscountedPrice = line.remaining.amount
  updateTaxLines(line)
  return updateSale(state, order, 'SHIPPING', line, difference(line.remaining, last))
}

function updateTaxLines(line: LineItem | ShippingLine): void {
  line.taxLines.forEach((tax, index) => {
    tax.price = line.remaining.taxes[index] ?? zero()
  })
}

function updateSale(
  state: ShopState,
  order: Order,
  lineType: Sale['lineType'],
  line: LineItem | ShippingLine,
  part: Balance,
): Sale {
  return saleRow(state.counters, order, {
    actionType: 'UPDATE',
    lineType,
    quantity: null,
    subjectId: line.id,
    part,
    taxLines: line.taxLines,
    sign: 1,
  })
}

/** Collects what an edit added, or gives back what it took away, in a refund without rows. */
function settle(state: ShopState, order: Order, at: Instant): void {
  const { totalOutstanding, totalReceived } = order.totals
  if (totalReceived.shop === 0 || totalOutstanding.shop === 0) return
  if (totalOutstanding.shop > 0) return pay(state, order, at, totalOutstanding)
  const refund = openRefund(state, at, 'Difference after an edit', null)
  order.refunds.push(refund)
  addAgreement(state.counters, order, {
    kind: 'refund',
    happenedAt: at,
    refundId: refund.id,
    sales: [],
  })
  payRefund(state, order, refund, at, subtract(zero(), totalOutstanding))
}
