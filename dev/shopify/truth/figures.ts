import type { Agreement, Sale } from '../world/model.ts'

/** Sums over ledger rows, in minor units of the shop's currency. */
export interface Figures {
  orders: number
  grossSales: number
  discounts: number
  returns: number
  shipping: number
  duties: number
  /** Of both kinds. */
  fees: number
  /** Those of returns alone. */
  returnFees: number
  taxes: number
  tips: number
  tipTaxes: number
  giftCards: number
  giftCardTaxes: number
  totalSales: number
  /** Gross sales and discounts of placing agreements alone, for the average order value. */
  placedValue: number
}

export function noFigures(): Figures {
  return {
    orders: 0,
    grossSales: 0,
    discounts: 0,
    returns: 0,
    shipping: 0,
    duties: 0,
    fees: 0,
    returnFees: 0,
    taxes: 0,
    tips: 0,
    tipTaxes: 0,
    giftCards: 0,
    giftCardTaxes: 0,
    totalSales: 0,
    placedValue: 0,
  }
}

/** Counts one ledger row, by the definitions of metrics.md. */
export function countSale(figures: Figures, sale: Sale): void {
  const total = sale.totalAmount.shop
  const tax = sale.taxAmount.shop
  const net = total - tax
  if (sale.lineType === 'TIP') {
    figures.tips += net
    figures.tipTaxes += tax
    return
  }
  if (sale.lineType === 'GIFT_CARD') {
    figures.giftCards += net
    figures.giftCardTaxes += tax
    return
  }
  figures.totalSales += total
  figures.taxes += tax
  switch (sale.lineType) {
    case 'PRODUCT':
      if (sale.actionType === 'ORDER') {
        figures.grossSales += net + sale.discountBeforeTaxes.shop
        figures.discounts -= sale.discountBeforeTaxes.shop
      } else if (sale.actionType === 'RETURN' || sale.actionType === 'UPDATE') {
        figures.returns += net
      }
      break
    case 'ADJUSTMENT':
    case 'UNKNOWN':
      figures.returns += net
      break
    case 'SHIPPING':
      figures.shipping += net
      break
    case 'DUTY':
      figures.duties += net
      break
    case 'FEE':
      figures.returnFees += net
      figures.fees += net
      break
    case 'ADDITIONAL_FEE':
      figures.fees += net
      break
  }
}

/** What a placing agreement was worth: its products' gross less their discounts. */
export function placedValue(agreement: Agreement): number {
  let value = 0
  for (const sale of agreement.sales) {
    if (sale.lineType !== 'PRODUCT' || sale.actionType !== 'ORDER') continue
    value += sale.totalAmount.shop - sale.taxAmount.shop
  }
  return value
}

export function addFigures(into: Figures, from: Figures): void {
  for (const key of Object.keys(into) as (keyof Figures)[]) into[key] += from[key]
}

/** A decimal string with all of the currency's digits: -5 with 2 digits is "-0.05". */
export function decimal(minor: number, digits: number): string {
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const sign = minor < 0 ? '-' : ''
  if (digits === 0) return sign + text
  return `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** A quotient of whole numbers, halves rounded away from zero; 0 of nothing. */
export function average(total: number, count: number): number {
  if (count === 0) return 0
  const rounded = Math.floor((2 * Math.abs(total) + count) / (2 * count))
  return total < 0 ? -rounded : rounded
}
