import type { OrderInput, SaleInput } from '../../ingest/index.ts'
import { line, order, sale } from '../../ingest/testing/inputs.ts'
import { minorDigitsOf } from '../oracle/shop.ts'
import { type Change, LINES, type OrderDraft, reversed, type RowDraft } from './happening.ts'

/** The lines of every order: two variants of a product, another product, and a custom item. */
const PRODUCTS: Readonly<Record<(typeof LINES)[number], [string | null, string | null]>> = {
  '1': ['5', '50'],
  '2': ['5', '51'],
  '3': ['6', '60'],
  '4': [null, null],
}

type Placing = Pick<SaleInput, 'reason' | 'happenedAt'>

export function placeOrder(
  id: string,
  draft: OrderDraft,
  { currencyCode, updatedAt }: { currencyCode: string; updatedAt: string },
): OrderInput {
  const { rows, ...about } = draft
  const placing: Placing = { reason: 'ORDER', happenedAt: draft.processedAt }
  return describe(
    order({
      id,
      currencyCode,
      updatedAt,
      lines: LINES.map((lineId) => {
        const [productId, variantId] = PRODUCTS[lineId]
        return line({ id: lineId, productId, variantId })
      }),
      sales: rows.map((row, at) => toSale(row, placing, { id: `${at + 1}`, currencyCode })),
    }),
    about,
  )
}

/** The order as Shopify describes it after a change. */
export function changeOrder(before: OrderInput, change: Change, updatedAt: string): OrderInput {
  const after = { ...before, updatedAt }
  switch (change.kind) {
    case 'edit':
      return addRows(after, change.rows, { reason: 'ORDER_EDIT', happenedAt: change.at })
    case 'return': {
      const { at, reason, rows, adjustment } = change
      const back = rows.flatMap((place) => toReturn(before, before.sales[place]))
      const given = adjustment === 0 ? [] : [toAdjustment(adjustment)]
      return addRows(after, [...back, ...given], { reason, happenedAt: at })
    }
    case 'cancel': {
      const back = before.sales.flatMap((one) => toReturn(before, one))
      const cancelled = { ...after, cancelledAt: change.at }
      return addRows(cancelled, back, { reason: 'REFUND', happenedAt: change.at })
    }
    case 'odd':
      return addRows(after, [change.row], { reason: 'RETURN', happenedAt: change.at })
    case 'rewrite':
      return describe(after, change.draft)
    case 'lose product':
      return {
        ...after,
        lines: before.lines.map((one) =>
          one.id === '1' ? { ...one, productId: null, variantId: null } : one,
        ),
      }
  }
}

function describe(
  input: OrderInput,
  draft: Partial<Omit<OrderDraft, 'rows' | 'foreign'>>,
): OrderInput {
  return {
    ...input,
    customerId: draft.customerId === undefined ? input.customerId : draft.customerId,
    processedAt: draft.processedAt ?? input.processedAt,
    test: draft.test ?? input.test,
    presentmentCurrencyCode: draft.presentment ?? input.presentmentCurrencyCode,
    sourceName: draft.channel === undefined ? input.sourceName : draft.channel,
    countryCode: draft.country === undefined ? input.countryCode : draft.country,
  }
}

function addRows(input: OrderInput, rows: readonly RowDraft[], placing: Placing): OrderInput {
  const { currencyCode } = input
  const added = rows.map((row, at) => {
    return toSale(row, placing, { id: `${input.sales.length + at + 1}`, currencyCode })
  })
  return { ...input, sales: [...input.sales, ...added] }
}

function toSale(
  row: RowDraft,
  placing: Placing,
  { id, currencyCode }: { id: string; currencyCode: string },
): SaleInput {
  const money = (minor: number): string => toMoney(minor, currencyCode)
  return sale({
    id,
    ...placing,
    currencyCode,
    lineType: row.lineType as SaleInput['lineType'],
    actionType: row.actionType as SaleInput['actionType'],
    quantity: row.quantity,
    totalAmount: money(row.net + row.tax),
    taxAmount: money(row.tax),
    discountBeforeTax: money(row.discount),
    lineItemId: row.line,
  })
}

function toReturn({ currencyCode }: OrderInput, sold: SaleInput | undefined): RowDraft[] {
  if (sold === undefined) return []
  const [total, tax, discount] = [sold.totalAmount, sold.taxAmount, sold.discountBeforeTax].map(
    (amount) => toMinor(amount, currencyCode),
  )
  const { lineType, quantity, lineItemId } = sold
  const net = (total ?? 0) - (tax ?? 0)
  const row = { lineType, actionType: 'RETURN', quantity, net, tax: tax ?? 0 }
  return [reversed({ ...row, discount: discount ?? 0, line: lineItemId })]
}

function toAdjustment(net: number): RowDraft {
  const nothing = { quantity: null, tax: 0, discount: 0, line: null }
  return { ...nothing, lineType: 'ADJUSTMENT', actionType: 'RETURN', net }
}

/** 1234 → "12.34", "1234" or "1.234" */
export function toMoney(minor: number, currencyCode: string): string {
  const digits = minorDigitsOf(currencyCode)
  const text = String(Math.abs(minor)).padStart(digits + 1, '0')
  const sign = minor < 0 ? '-' : ''
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

function toMinor(amount: string, currencyCode: string): number {
  return Math.round(Number(amount) * 10 ** minorDigitsOf(currencyCode))
}
