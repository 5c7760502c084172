import { openBalance } from '../balance.ts'
import { nextId } from '../ids.ts'
import { plainPart, saleRow } from '../ledger.ts'
import type { Counters, Duty, LineItem, MoneyBag, Order, Sale, TaxLine } from '../model.ts'
import { exchange, share, sum } from '../money.ts'
import type { Region } from '../profiles/index.ts'
import type { CartLine } from './cart.ts'

/** The tax rates of a line: none, the region's, or the reduced one instead. */
export function ratesOf(
  line: Pick<CartLine, 'taxable' | 'reducedRatePpm'>,
  taxes: Region['taxes'],
): { title: string; ratePpm: number }[] {
  const first = taxes[0]
  if (!line.taxable || first === undefined) return []
  if (line.reducedRatePpm !== null) return [{ title: first.title, ratePpm: line.reducedRatePpm }]
  return taxes.map(({ title, ratePpm }) => ({ title, ratePpm }))
}

export function toTaxLines(
  rates: readonly { title: string; ratePpm: number }[],
  taxes: readonly MoneyBag[],
): TaxLine[] {
  return rates.flatMap((rate, index) => {
    const price = taxes[index]
    return price === undefined ? [] : [{ ...rate, price, source: 'Shopify' }]
  })
}

/** Puts a line into an order. Its discounts have been decided: `discounts` by application. */
export function addLine(
  counters: Counters,
  order: Order,
  line: CartLine,
  options: {
    taxes: Region['taxes']
    discounts: { applicationIndex: number; amount: MoneyBag }[]
    addedByEdit: boolean
  },
): LineItem {
  const unitPrice = exchange(line.unitPrice, order)
  const price = linePrice(order, line)
  const totalDiscount = sum(options.discounts.map((discount) => discount.amount))
  const rates = ratesOf(line, options.taxes)
  const remaining = openBalance(
    line.quantity,
    price,
    totalDiscount,
    rates.map((rate) => rate.ratePpm),
    order.taxesIncluded,
  )
  const item: LineItem = {
    id: nextId(counters, 'LineItem'),
    kind: line.kind,
    productId: line.productId,
    variantId: line.variantId,
    title: line.title,
    variantTitle: line.variantTitle,
    sku: line.sku,
    vendor: line.vendor,
    quantity: line.quantity,
    currentQuantity: line.quantity,
    unfulfilledQuantity: line.kind === 'tip' ? 0 : line.quantity,
    requiresShipping: line.requiresShipping,
    taxable: line.taxable,
    weightGrams: line.weightGrams,
    addedByEdit: options.addedByEdit,
    originalUnitPrice: unitPrice,
    originalTotal: price,
    discountAllocations: options.discounts,
    totalDiscount,
    taxLines: toTaxLines(rates, remaining.taxes),
    duties: duties(counters, line, remaining.amount),
    remaining,
    removed: null,
  }
  order.lineItems.push(item)
  return item
}

/** The price of all units, in both currencies, before discounts. */
export function linePrice(order: Order, line: CartLine): MoneyBag {
  const unit = exchange(line.unitPrice, order)
  return { shop: unit.shop * line.quantity, presentment: unit.presentment * line.quantity }
}

function duties(counters: Counters, line: CartLine, amount: MoneyBag): Duty[] {
  if (line.dutyRatePpm === null) return []
  const price = share(amount, line.dutyRatePpm, 1_000_000)
  if (price.shop === 0) return []
  return [
    {
      id: nextId(counters, 'Duty'),
      countryCodeOfOrigin: 'PT',
      harmonizedSystemCode: '6912.00',
      price,
      taxLines: [],
    },
  ]
}

const lineTypes = { product: 'PRODUCT', gift_card: 'GIFT_CARD', tip: 'TIP' } as const

/** The ledger's line type for a line item. */
export function lineTypeOf(line: LineItem): 'PRODUCT' | 'GIFT_CARD' | 'TIP' {
  return lineTypes[line.kind]
}

/** The ledger's rows for a new line: its sale and its duties. */
export function lineSales(counters: Counters, order: Order, line: LineItem): Sale[] {
  const sale = saleRow(counters, order, {
    actionType: 'ORDER',
    lineType: lineTypeOf(line),
    quantity: line.quantity,
    subjectId: line.id,
    part: line.remaining,
    taxLines: line.taxLines,
    sign: 1,
  })
  return [sale, ...line.duties.map((duty) => dutySale(counters, order, duty, 1))]
}

export function dutySale(counters: Counters, order: Order, duty: Duty, sign: 1 | -1): Sale {
  return saleRow(counters, order, {
    actionType: sign === 1 ? 'ORDER' : 'RETURN',
    lineType: 'DUTY',
    quantity: 1,
    subjectId: duty.id,
    part: plainPart(duty.price),
    taxLines: [],
    sign,
  })
}
