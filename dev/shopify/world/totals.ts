import { add, addTo, isZero, subtract, sum, tally, times, zero } from './money.ts'
import type { MoneyBag, Order, OrderTotals, TaxLine } from './model.ts'

/**
 * Sums an order up from its lines, fees, refunds, returns and payments, never from its ledger: that
 * both come to the same is what the ledger's test shows.
 */
export function sumUp(order: Order): OrderTotals {
  const lines = sumLines(order)
  const reversed = reversals(order)
  const onTop = (tax: MoneyBag): MoneyBag => (order.taxesIncluded ? zero() : tax)

  const shippingPrice = sum(order.shippingLines.map((line) => line.discountedPrice))
  const listedShippingPrice = sum(order.shippingLines.map((line) => line.originalPrice))
  const feePrice = sum(order.additionalFees.map((fee) => fee.price))
  const taxLines = mergeTaxLines([
    ...order.lineItems,
    ...order.shippingLines,
    ...order.additionalFees,
  ])
  const allTax = sum(taxLines.map((line) => line.price))
  const totalTax = subtract(allTax, lines.removedTax)
  const totalPrice = sum([
    lines.goods,
    lines.tips,
    lines.duties,
    shippingPrice,
    feePrice,
    onTop(totalTax),
  ])
  const currentTotalTax = subtract(add(totalTax, reversed.addedTax), reversed.tax)
  const currentTotalPrice = sum([
    subtract(totalPrice, reversed.amount),
    reversed.addedAmount,
    onTop(subtract(reversed.addedTax, reversed.tax)),
  ])
  const totalDiscounts = add(lines.discount, subtract(listedShippingPrice, shippingPrice))
  const money = payments(order)
  const untouched = isZero(lines.removedTax) && isZero(reversed.tax)

  return {
    originalTotalPrice: order.totals.originalTotalPrice,
    totalPrice,
    currentTotalPrice,
    subtotalPrice: lines.goods,
    currentSubtotalPrice: subtract(lines.goods, reversed.goods),
    totalTax,
    currentTotalTax,
    totalDiscounts,
    currentTotalDiscounts: subtract(totalDiscounts, reversed.discount),
    cartDiscountAmount: isZero(lines.cartDiscount) ? null : lines.cartDiscount,
    currentCartDiscountAmount: isZero(currentTotalPrice) ? zero() : lines.cartDiscount,
    totalShippingPrice: listedShippingPrice,
    currentShippingPrice: subtract(shippingPrice, reversed.shipping),
    totalRefundedShipping: reversed.shipping,
    totalTipReceived: lines.tips,
    originalTotalDuties: order.totals.originalTotalDuties,
    currentTotalDuties: lines.hasDuties ? subtract(lines.duties, reversed.duties) : null,
    originalTotalAdditionalFees: order.totals.originalTotalAdditionalFees,
    currentTotalAdditionalFees:
      order.additionalFees.length === 0 ? null : subtract(feePrice, reversed.fees),
    ...money,
    totalOutstanding: subtract(currentTotalPrice, money.netPayment),
    refundDiscrepancy: zero(),
    cashRoundingPayment: zero(),
    cashRoundingRefund: zero(),
    subtotalLineItemsQuantity: lines.quantity,
    currentSubtotalLineItemsQuantity: lines.currentQuantity,
    totalWeightGrams: lines.weightGrams,
    currentTotalWeightGrams: lines.currentWeightGrams,
    taxLines,
    currentTaxLines: untouched ? taxLines : mergeTaxLines(currentTaxLines(order)),
  }
}

/** One walk over the lines; prices and discounts without what edits removed. */
function sumLines(order: Order) {
  const total = {
    goods: tally(),
    tips: tally(),
    duties: tally(),
    hasDuties: false,
    discount: tally(),
    cartDiscount: tally(),
    removedTax: tally(),
    quantity: 0,
    currentQuantity: 0,
    weightGrams: 0,
    currentWeightGrams: 0,
  }
  for (const line of order.lineItems) {
    const price = line.kind === 'tip' ? total.tips : total.goods
    addTo(price, line.originalTotal)
    addTo(price, line.totalDiscount, -1)
    addTo(total.discount, line.totalDiscount)
    if (line.removed !== null) {
      addTo(price, line.removed.amount, -1)
      addTo(total.discount, line.removed.discount, -1)
      for (const tax of line.removed.taxes) addTo(total.removedTax, tax)
    }
    for (const duty of line.duties) {
      total.hasDuties = true
      addTo(total.duties, duty.price)
    }
    for (const { applicationIndex, amount } of line.discountAllocations) {
      const application = order.discountApplications[applicationIndex]
      if (application?.level === 'ORDER') addTo(total.cartDiscount, amount)
    }
    if (line.kind === 'tip') continue
    total.quantity += line.quantity - (line.removed?.quantity ?? 0)
    total.currentQuantity += line.currentQuantity
    total.weightGrams += line.quantity * line.weightGrams
    total.currentWeightGrams += line.currentQuantity * line.weightGrams
  }
  return total
}

/** What came back: by returns, and by refunds that do not merely pay a return out. */
function reversals(order: Order) {
  const total = {
    /** All that came back, tax only where prices contain it. */
    amount: tally(),
    /** Products and gift cards alone. */
    goods: tally(),
    tax: tally(),
    discount: tally(),
    shipping: tally(),
    duties: tally(),
    fees: tally(),
    /** Return fees and adjustments, which count on top. */
    addedAmount: tally(),
    addedTax: tally(),
  }
  const tips = new Set<number>()
  for (const line of order.lineItems) if (line.kind === 'tip') tips.add(line.id)
  const giveBack = (lineItemId: number, amount: MoneyBag, tax: MoneyBag, discount: MoneyBag) => {
    addTo(total.amount, amount)
    addTo(total.tax, tax)
    addTo(total.discount, discount)
    if (!tips.has(lineItemId)) addTo(total.goods, amount)
  }
  for (const refund of order.refunds) {
    for (const item of refund.returnId === null ? refund.refundLineItems : []) {
      const discount = subtract(times(item.price, item.quantity), item.subtotal)
      giveBack(item.lineItemId, item.subtotal, item.totalTax, discount)
    }
    for (const item of refund.refundShippingLines) {
      addTo(total.amount, item.subtotal)
      addTo(total.shipping, item.subtotal)
      addTo(total.tax, item.tax)
    }
    for (const duty of refund.duties) {
      addTo(total.amount, duty.amount)
      addTo(total.duties, duty.amount)
    }
    for (const adjustment of refund.orderAdjustments) {
      addTo(total.addedAmount, adjustment.amount)
      // An adjustment's amount is stated without its tax, whatever the shop's prices contain.
      if (order.taxesIncluded) addTo(total.addedAmount, adjustment.tax)
      addTo(total.addedTax, adjustment.tax)
    }
  }
  for (const item of order.returns) {
    for (const line of item.lineItems) {
      giveBack(line.lineItemId, line.subtotal, line.totalTax, line.discount)
    }
    for (const fee of item.fees) {
      addTo(total.addedAmount, fee.amount)
      for (const tax of fee.taxLines) addTo(total.addedTax, tax.price)
    }
  }
  for (const fee of order.additionalFees) {
    if (!fee.refunded) continue
    addTo(total.amount, fee.price)
    addTo(total.fees, fee.price)
    for (const tax of fee.taxLines) addTo(total.tax, tax.price)
  }
  return total
}

/** Sums an order up after nothing but a payment. */
export function sumUpPayments(order: Order): OrderTotals {
  const money = payments(order)
  const totalOutstanding = subtract(order.totals.currentTotalPrice, money.netPayment)
  return { ...order.totals, ...money, totalOutstanding }
}

function payments(order: Order) {
  const totalReceived = tally()
  const totalRefunded = tally()
  const totalCapturable = tally()
  for (const transaction of order.transactions) {
    if (transaction.status !== 'SUCCESS') continue
    const { kind, amount } = transaction
    if (kind === 'SALE' || kind === 'CAPTURE') addTo(totalReceived, amount)
    else if (kind === 'REFUND') addTo(totalRefunded, amount)
    else if (kind === 'AUTHORIZATION' && isOpen(order, transaction.id)) {
      addTo(totalCapturable, amount)
    }
  }
  const netPayment = subtract(totalReceived, totalRefunded)
  return { totalReceived, totalRefunded, netPayment, totalCapturable }
}

function isOpen(order: Order, authorizationId: number): boolean {
  return order.transactions.every((transaction) => transaction.parentId !== authorizationId)
}

/** The taxes on what is left of the lines and of the fees. */
function currentTaxLines(order: Order): Taxed[] {
  const left = [...order.lineItems, ...order.shippingLines].map((line) => ({
    taxLines: line.taxLines
      .map((tax, index) => ({ ...tax, price: line.remaining.taxes[index] ?? zero() }))
      .filter((tax) => !isZero(tax.price)),
  }))
  return [...left, ...order.additionalFees.filter((fee) => !fee.refunded)]
}

interface Taxed {
  taxLines: TaxLine[]
}

function mergeTaxLines(taxed: readonly Taxed[]): TaxLine[] {
  const merged: TaxLine[] = []
  for (const { taxLines } of taxed) {
    for (const line of taxLines) {
      const known = merged.find(
        (candidate) => candidate.title === line.title && candidate.ratePpm === line.ratePpm,
      )
      if (known === undefined) merged.push({ ...line })
      else known.price = add(known.price, line.price)
    }
  }
  return merged
}
