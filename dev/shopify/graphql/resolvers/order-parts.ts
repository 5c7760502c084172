import type {
  AdditionalFee,
  Agreement,
  Duty,
  Fulfillment,
  LineItem,
  Order,
  Refund,
  RefundLineItem,
  Return,
  ReturnFee,
  Sale,
  ShippingLine,
  TaxLine,
  Transaction,
} from '../../world/model.ts'

/** What the types below an order resolve from: the part, and the order for its currencies. */
export interface LineItemSource {
  order: Order
  line: LineItem
}
export interface AgreementSource {
  order: Order
  agreement: Agreement
}
export interface SaleSource {
  order: Order
  agreement: Agreement
  sale: Sale
}
export interface RefundSource {
  order: Order
  refund: Refund
}
export interface RefundLineItemSource {
  order: Order
  refund: Refund
  item: RefundLineItem
}
export interface TransactionSource {
  order: Order
  transaction: Transaction
}
export interface ShippingLineSource {
  order: Order
  shippingLine: ShippingLine
}
export interface TaxLineSource {
  order: Order
  taxLine: TaxLine
}
export interface DutySource {
  order: Order
  duty: Duty
}
export interface AdditionalFeeSource {
  order: Order
  fee: AdditionalFee
}
export interface ReturnFeeSource {
  order: Order
  fee: ReturnFee
}
export interface ReturnSource {
  order: Order
  return: Return
}
export interface FulfillmentSource {
  order: Order
  fulfillment: Fulfillment
}

/** The line item with this id. An order that refers to a line it lacks is a bug of the world. */
export function lineItemOf(order: Order, id: number | null): LineItemSource {
  const line = order.lineItems.find((candidate) => candidate.id === id)
  if (line === undefined) throw new Error(`Order ${order.id} has no line item ${id}`)
  return { order, line }
}

/** The shipping line with this id. */
export function shippingLineOf(order: Order, id: number | null): ShippingLineSource {
  const shippingLine = order.shippingLines.find((candidate) => candidate.id === id)
  if (shippingLine === undefined) throw new Error(`Order ${order.id} has no shipping line ${id}`)
  return { order, shippingLine }
}

/** Tax lines of an order's part, ready to resolve. */
export function taxLinesOf(order: Order, taxLines: readonly TaxLine[]): TaxLineSource[] {
  return taxLines.map((taxLine) => ({ order, taxLine }))
}
