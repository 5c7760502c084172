import { partTax } from './balance.ts'
import { add, isZero, subtract, sum, zero } from './money.ts'
import type { LineItem, MoneyBag, Order, OrderTotals, TaxLine } from './model.ts'

/**
 * Sums an order up from its lines, fees, refunds, returns and payments, never from its ledger: that
 * both come to the same is what the ledger's test shows.
 */
export function sumUp(order: Order): OrderTotals {
  const goods = order.lineItems.filter((line) => line.kind !== 'tip')
  const tips = order.lineItems.filter((line) => line.kind === 'tip')
  const duties = order.lineItems.flatMap((line) => line.duties)
  const reversed = reversals(order)
  const onTop = (tax: MoneyBag): MoneyBag => (order.taxesIncluded ? zero() : tax)

  const subtotalPrice = sum(goods.map(keptPrice))
  const tipPrice = sum(tips.map(keptPrice))
  const shippingPrice = sum(order.shippingLines.map((line) => line.discountedPrice))
  const dutyPrice = sum(duties.map((duty) => duty.price))
  const feePrice = sum(order.additionalFees.map((fee) => fee.price))
  const lineTax = sum(order.lineItems.map(keptTax))
  const shippingTax = sum(order.shippingLines.flatMap(taxPrices))
  const feeTax = sum(order.additionalFees.flatMap(taxPrices))
  const totalTax = sum([lineTax, shippingTax, feeTax])
  const totalPrice = sum([
    subtotalPrice,
    tipPrice,
    shippingPrice,
    dutyPrice,
    feePrice,
    onTop(totalTax),
  ])
  const currentTotalTax = subtract(add(totalTax, reversed.addedTax), reversed.tax)
  const currentTotalPrice = sum([
    subtract(totalPrice, reversed.amount),
    reversed.addedAmount,
    onTop(subtract(reversed.addedTax, reversed.tax)),
  ])

  const totalDiscounts = sum([
    ...order.lineItems.map((line) =>
      subtract(line.totalDiscount, line.removed?.discount ?? zero()),
    ),
    ...order.shippingLines.map((line) => subtract(line.originalPrice, line.discountedPrice)),
  ])
  const cartDiscount = sum(order.lineItems.flatMap((line) => cartAllocations(order, line)))
  const money = payments(order)
  const refundedDuties = sum(order.refunds.flatMap((r) => r.duties.map((duty) => duty.amount)))
  const refundedFees = sum(order.additionalFees.filter((f) => f.refunded).map((f) => f.price))

  return {
    originalTotalPrice: order.totals.originalTotalPrice,
    totalPrice,
    currentTotalPrice,
    subtotalPrice,
    currentSubtotalPrice: subtract(subtotalPrice, reversed.goods),
    totalTax,
    currentTotalTax,
    totalDiscounts,
    currentTotalDiscounts: subtract(totalDiscounts, reversed.discount),
    cartDiscountAmount: isZero(cartDiscount) ? null : cartDiscount,
    currentCartDiscountAmount: isZero(currentTotalPrice) ? zero() : cartDiscount,
    totalShippingPrice: sum(order.shippingLines.map((line) => line.originalPrice)),
    currentShippingPrice: subtract(shippingPrice, reversed.shipping),
    totalRefundedShipping: reversed.shipping,
    totalTipReceived: tipPrice,
    originalTotalDuties: order.totals.originalTotalDuties,
    currentTotalDuties: duties.length === 0 ? null : subtract(dutyPrice, refundedDuties),
    originalTotalAdditionalFees: order.totals.originalTotalAdditionalFees,
    currentTotalAdditionalFees:
      order.additionalFees.length === 0 ? null : subtract(feePrice, refundedFees),
    ...money,
    totalOutstanding: subtract(currentTotalPrice, money.netPayment),
    refundDiscrepancy: zero(),
    cashRoundingPayment: zero(),
    cashRoundingRefund: zero(),
    subtotalLineItemsQuantity: count(goods, (l) => l.quantity - (l.removed?.quantity ?? 0)),
    currentSubtotalLineItemsQuantity: count(goods, (line) => line.currentQuantity),
    totalWeightGrams: count(goods, (line) => line.quantity * line.weightGrams),
    currentTotalWeightGrams: count(goods, (line) => line.currentQuantity * line.weightGrams),
    taxLines: mergeTaxLines(allTaxLines(order)),
    currentTaxLines: mergeTaxLines(currentTaxLines(order)),
  }
}

function count(lines: LineItem[], of: (line: LineItem) => number): number {
  return lines.reduce((total, line) => total + of(line), 0)
}

function taxPrices(taxed: { taxLines: TaxLine[] }): MoneyBag[] {
  return taxed.taxLines.map((line) => line.price)
}

function keptPrice(line: LineItem): MoneyBag {
  const price = subtract(line.originalTotal, line.totalDiscount)
  return line.removed === null ? price : subtract(price, line.removed.amount)
}

function keptTax(line: LineItem): MoneyBag {
  const tax = sum(taxPrices(line))
  return line.removed === null ? tax : subtract(tax, partTax(line.removed))
}

function cartAllocations(order: Order, line: LineItem): MoneyBag[] {
  return line.discountAllocations
    .filter((item) => order.discountApplications[item.applicationIndex]?.level === 'ORDER')
    .map((item) => item.amount)
}

/** What came back: by returns, and by refunds that do not merely pay a return out. */
function reversals(order: Order) {
  const tips = new Set(order.lineItems.filter((l) => l.kind === 'tip').map((l) => l.id))
  const total = {
    /** All that came back, tax only where prices contain it. */
    amount: zero(),
    /** Products and gift cards alone. */
    goods: zero(),
    tax: zero(),
    discount: zero(),
    shipping: zero(),
    /** Return fees and adjustments, which count on top. */
    addedAmount: zero(),
    addedTax: zero(),
  }
  const giveBack = (lineItemId: number, amount: MoneyBag, tax: MoneyBag, discount: MoneyBag) => {
    total.amount = add(total.amount, amount)
    total.tax = add(total.tax, tax)
    total.discount = add(total.discount, discount)
    if (!tips.has(lineItemId)) total.goods = add(total.goods, amount)
  }
  for (const refund of order.refunds) {
    for (const item of refund.returnId === null ? refund.refundLineItems : []) {
      const price = {
        shop: item.price.shop * item.quantity,
        presentment: item.price.presentment * item.quantity,
      }
      giveBack(item.lineItemId, item.subtotal, item.totalTax, subtract(price, item.subtotal))
    }
    for (const item of refund.refundShippingLines) {
      total.amount = add(total.amount, item.subtotal)
      total.shipping = add(total.shipping, item.subtotal)
      total.tax = add(total.tax, item.tax)
    }
    for (const duty of refund.duties) total.amount = add(total.amount, duty.amount)
    for (const adjustment of refund.orderAdjustments) {
      // An adjustment's amount is stated without its tax, whatever the shop's prices contain.
      const amount = order.taxesIncluded
        ? add(adjustment.amount, adjustment.tax)
        : adjustment.amount
      total.addedAmount = add(total.addedAmount, amount)
      total.addedTax = add(total.addedTax, adjustment.tax)
    }
  }
  for (const item of order.returns) {
    for (const line of item.lineItems) {
      giveBack(line.lineItemId, line.subtotal, line.totalTax, line.discount)
    }
    for (const fee of item.fees) {
      total.addedAmount = add(total.addedAmount, fee.amount)
      total.addedTax = add(total.addedTax, sum(taxPrices(fee)))
    }
  }
  for (const fee of order.additionalFees) {
    if (!fee.refunded) continue
    total.amount = add(total.amount, fee.price)
    total.tax = add(total.tax, sum(taxPrices(fee)))
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
  const succeeded = order.transactions.filter((t) => t.status === 'SUCCESS')
  const of = (...kinds: string[]) =>
    sum(succeeded.filter((t) => kinds.includes(t.kind)).map((t) => t.amount))
  const totalReceived = of('SALE', 'CAPTURE')
  const totalRefunded = of('REFUND')
  const settled = new Set(succeeded.map((t) => t.parentId))
  const totalCapturable = sum(
    succeeded.filter((t) => t.kind === 'AUTHORIZATION' && !settled.has(t.id)).map((t) => t.amount),
  )
  return {
    totalReceived,
    totalRefunded,
    netPayment: subtract(totalReceived, totalRefunded),
    totalCapturable,
  }
}

function allTaxLines(order: Order): TaxLine[] {
  return [...order.lineItems, ...order.shippingLines, ...order.additionalFees].flatMap(
    (taxed) => taxed.taxLines,
  )
}

function currentTaxLines(order: Order): TaxLine[] {
  const left = [...order.lineItems, ...order.shippingLines].flatMap((line) =>
    line.taxLines.map((tax, index) => ({ ...tax, price: line.remaining.taxes[index] ?? zero() })),
  )
  const fees = order.additionalFees.filter((fee) => !fee.refunded).flatMap((fee) => fee.taxLines)
  return [...left, ...fees].filter((line) => !isZero(line.price))
}

function mergeTaxLines(lines: TaxLine[]): TaxLine[] {
  const merged = new Map<string, TaxLine>()
  for (const line of lines) {
    const key = `${line.title} ${line.ratePpm}`
    const known = merged.get(key)
    if (known === undefined) merged.set(key, { ...line, price: { ...line.price } })
    else known.price = add(known.price, line.price)
  }
  return [...merged.values()]
}
