import { partTax, take } from '../balance.ts'
import { nextId } from '../ids.ts'
import { addAgreement, plainPart, saleRow } from '../ledger.ts'
import type { Instant, LineItem, Order, Return, ReturnFee, Sale, ShopState } from '../model.ts'
import { exchange, share, sum, taxOf, times } from '../money.ts'
import { sumUp } from '../totals.ts'
import { finish, finishPayment } from './finish.ts'
import { lineTypeOf, toTaxLines } from './lines.ts'
import { openRefund, payRefund } from './refund.ts'

export interface ReturnInput {
  lines: readonly { line: LineItem; quantity: number }[]
  reason: Return['lineItems'][number]['reason']
  /** What sending back costs the customer, in minor units of the shop's currency. */
  shippingFee: number | null
  /** What restocking costs, in hundredths of a percent of the goods. */
  restockingBasisPoints: number | null
}

/** Takes goods back in a RETURN agreement: rows for the goods, and for the fees that it costs. */
export function returnGoods(
  state: ShopState,
  order: Order,
  at: Instant,
  input: ReturnInput,
): Return {
  const { counters } = state
  const sales: Sale[] = []
  const item: Return = {
    id: nextId(counters, 'Return'),
    name: `${order.name}-R${order.returns.length + 1}`,
    status: 'OPEN',
    createdAt: at,
    closedAt: null,
    lineItems: [],
    fees: [],
  }
  for (const { line, quantity } of input.lines) {
    const part = take(line.remaining, quantity)
    line.currentQuantity -= quantity
    line.unfulfilledQuantity = Math.min(line.unfulfilledQuantity, line.currentQuantity)
    item.lineItems.push({
      id: nextId(counters, 'ReturnLineItem'),
      lineItemId: line.id,
      quantity,
      refundedQuantity: 0,
      reason: input.reason,
      note: '',
      subtotal: part.amount,
      totalTax: partTax(part),
      discount: part.discount,
    })
    sales.push(
      saleRow(counters, order, {
        actionType: 'RETURN',
        lineType: lineTypeOf(line),
        quantity,
        subjectId: line.id,
        part,
        taxLines: line.taxLines,
        sign: -1,
      }),
    )
  }
  sales.push(...chargeFees(state, order, item, input))
  order.returns.push(item)
  addAgreement(counters, order, { kind: 'return', happenedAt: at, returnId: item.id, sales })
  finish(state, order, at)
  return item
}

function chargeFees(state: ShopState, order: Order, item: Return, input: ReturnInput): Sale[] {
  const goods = sum(item.lineItems.map((line) => line.subtotal))
  const amounts = [
    input.shippingFee === null
      ? null
      : { kind: 'return_shipping' as const, amount: exchange(input.shippingFee, order) },
    input.restockingBasisPoints === null
      ? null
      : { kind: 'restocking' as const, amount: share(goods, input.restockingBasisPoints, 10_000) },
  ]
  return amounts.flatMap((charge) => {
    if (charge === null || charge.amount.shop <= 0) return []
    const rates = feeRates(order, charge.kind)
    const taxes = rates.map((rate) => taxOf(charge.amount, rate.ratePpm, order.taxesIncluded))
    const fee: ReturnFee = {
      id: nextId(state.counters, 'ReturnFee'),
      kind: charge.kind,
      amount: charge.amount,
      taxLines: toTaxLines(rates, taxes),
      basisPoints: charge.kind === 'restocking' ? input.restockingBasisPoints : null,
    }
    item.fees.push(fee)
    return [
      saleRow(state.counters, order, {
        actionType: 'ORDER',
        lineType: 'FEE',
        quantity: 1,
        subjectId: fee.id,
        part: plainPart(fee.amount, taxes),
        taxLines: fee.taxLines,
        sign: 1,
      }),
    ]
  })
}

/** Sending back is taxed as the order's shipping was; restocking is not. */
function feeRates(order: Order, kind: ReturnFee['kind']) {
  const taxLines = kind === 'restocking' ? [] : (order.shippingLines[0]?.taxLines ?? [])
  return taxLines.map(({ title, ratePpm }) => ({ title, ratePpm }))
}

/** Pays a return out. The goods are in the ledger already, so the refund's agreement has no rows. */
export function refundReturn(state: ShopState, order: Order, at: Instant, item: Return): void {
  const refund = openRefund(state, at, null, item.id)
  for (const line of item.lineItems) {
    const bought = order.lineItems.find((candidate) => candidate.id === line.lineItemId)
    if (bought === undefined) continue
    line.refundedQuantity = line.quantity
    refund.refundLineItems.push({
      id: nextId(state.counters, 'RefundLineItem'),
      lineItemId: line.lineItemId,
      quantity: line.quantity,
      restockType: 'RETURN',
      restocked: true,
      price: bought.originalUnitPrice,
      subtotal: line.subtotal,
      totalTax: line.totalTax,
    })
  }
  item.status = 'CLOSED'
  item.closedAt = at
  order.refunds.push(refund)
  addAgreement(state.counters, order, {
    kind: 'refund',
    happenedAt: at,
    refundId: refund.id,
    sales: [],
  })
  const agreement = order.agreements.find((candidate) => candidate.returnId === item.id)
  const worth = sum((agreement?.sales ?? []).map((sale) => sale.totalAmount))
  order.totals = sumUp(order)
  payRefund(state, order, refund, at, times(worth, -1))
  finishPayment(state, order, at)
}
