import { localDay } from './calendar.ts'
import { parseAmount } from './exact.ts'
import type { OrderFact } from './order-facts.ts'
import type { Reversals, Sale, Shop } from './shop.ts'

/** A row of the ledger with the day on which it counts. */
export interface LedgerRow {
  fact: OrderFact
  sale: Sale
  day: string
  /** Null where the line names none, or is not known. */
  productId: string | null
  variantId: string | null
}

export function listLedger(
  shop: Shop,
  facts: readonly OrderFact[],
  reversals: Reversals,
): LedgerRow[] {
  return facts.flatMap((fact) =>
    fact.order.sales.map((sale) => {
      const line = fact.order.lines.find((one) => one.id === sale.lineItemId)
      const ownDay = reversals === 'event' && sale.reason !== 'ORDER'
      return {
        fact,
        sale,
        day: ownDay ? localDay(sale.happenedAt, shop.timeZone) : fact.day,
        productId: line?.productId ?? null,
        variantId: line?.variantId ?? null,
      }
    }),
  )
}

/** The money columns of metrics.md's table, exact. */
export interface Sums {
  grossSales: bigint
  discounts: bigint
  returns: bigint
  netSales: bigint
  shipping: bigint
  duties: bigint
  fees: bigint
  taxes: bigint
  totalSales: bigint
  tips: bigint
  tipTaxes: bigint
  giftCards: bigint
  giftCardTaxes: bigint
}

const NAMED: Readonly<Record<string, keyof Sums>> = {
  SHIPPING: 'shipping',
  DUTY: 'duties',
  FEE: 'fees',
  ADDITIONAL_FEE: 'fees',
  TIP: 'tips',
  GIFT_CARD: 'giftCards',
}

export function sumLedger(rows: readonly LedgerRow[]): Sums {
  const sums: Sums = {
    grossSales: 0n,
    discounts: 0n,
    returns: 0n,
    netSales: 0n,
    shipping: 0n,
    duties: 0n,
    fees: 0n,
    taxes: 0n,
    totalSales: 0n,
    tips: 0n,
    tipTaxes: 0n,
    giftCards: 0n,
    giftCardTaxes: 0n,
  }
  for (const { sale } of rows) {
    const tax = parseAmount(sale.taxAmount)
    const net = netOf(sale)
    const named = NAMED[sale.lineType]
    if (named !== undefined) sums[named] += net
    else if (isSold(sale)) {
      const discount = parseAmount(sale.discountBeforeTax)
      sums.grossSales += net + discount
      sums.discounts -= discount
    } else sums.returns += net
    if (sale.lineType === 'TIP') sums.tipTaxes += tax
    else if (sale.lineType === 'GIFT_CARD') sums.giftCardTaxes += tax
    else {
      sums.taxes += tax
      sums.totalSales += parseAmount(sale.totalAmount)
    }
  }
  sums.netSales = sums.grossSales + sums.discounts + sums.returns
  return sums
}

/** PRODUCT rows with action ORDER: what gross sales are made of. */
export function isSold({ lineType, actionType }: Sale): boolean {
  return lineType === 'PRODUCT' && actionType === 'ORDER'
}

/** What the placing agreement sold: gross sales and discounts. */
export function sumPlaced(rows: readonly LedgerRow[]): bigint {
  return rows
    .filter(({ sale }) => isSold(sale) && sale.reason === 'ORDER')
    .reduce((sum, { sale }) => sum + netOf(sale), 0n)
}

function netOf(sale: Sale): bigint {
  return parseAmount(sale.totalAmount) - parseAmount(sale.taxAmount)
}
