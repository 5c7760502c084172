import { createRandom, type Random } from './random.ts'
import { gid, type ShopSize } from './shop-size.ts'

const FIRST_DAY = Date.parse('2024-11-01T00:00:00Z')
const DAYS = 730
/** Ids that each order may use up for its lines, agreements, sales and refunds. */
const PER_ORDER = 16
const CURRENCY = 'USD'

interface Line {
  gid: string
  quantity: number
  /** Cents, as all amounts here. */
  price: number
  discount: number
  tax: number
}

/**
 * One order as a bulk operation writes it: its own object and those of its lines, agreements and
 * sales, each with `__parentId` as its last key. Three lines on average, one placing agreement with a
 * sale for each line and one for shipping; 8 of 100 orders have a refund, which returns one line.
 * The same number always gives the same order.
 */
export function orderObjects(number: number, shop: ShopSize): object[] {
  const random = createRandom(number * 2_654_435_761 + 17)
  const id = gid('Order', number)
  const placed = placedAt(number, shop)
  const lines = Array.from({ length: lineCount(random) }, (_, at) => makeLine(random, number, at))
  const shipping = random.pick([0, 495, 500, 1250])
  const total = lines.reduce((sum, line) => sum + paid(line), shipping)
  const returned = random.percent(8) ? lines[0] : undefined
  const refunded = returned === undefined ? 0 : paid(returned)
  const changedAt = returned === undefined ? placed : placed + random.int(1, 20) * 86_400_000
  const placing = gid('SalesAgreement', number * 2)
  const refunding = gid('SalesAgreement', number * 2 + 1)
  const sale = (at: number): string => gid('Sale', number * PER_ORDER + at)
  return [
    {
      id,
      name: `#${1001 + number}`,
      customer: random.percent(95)
        ? { id: gid('Customer', random.int(0, shop.customers - 1)) }
        : null,
      processedAt: iso(placed),
      createdAt: iso(placed),
      updatedAt: iso(changedAt),
      cancelledAt: null,
      cancelReason: null,
      test: false,
      currencyCode: CURRENCY,
      presentmentCurrencyCode: CURRENCY,
      displayFinancialStatus: returned === undefined ? 'PAID' : 'PARTIALLY_REFUNDED',
      displayFulfillmentStatus: 'FULFILLED',
      sourceName: 'web',
      displayAddress: { countryCodeV2: random.pick(['US', 'US', 'US', 'CA', 'GB', 'DE']) },
      originalTotalPriceSet: shopMoney(total),
      currentTotalPriceSet: shopMoney(total - refunded),
      totalRefundedSet: shopMoney(refunded),
      refundDiscrepancySet: shopMoney(0),
      totalCashRoundingAdjustment: { paymentSet: shopMoney(0), refundSet: shopMoney(0) },
      refunds:
        returned === undefined
          ? []
          : [
              {
                id: gid('Refund', number),
                createdAt: iso(changedAt),
                processedAt: iso(changedAt),
                updatedAt: iso(changedAt),
                totalRefundedSet: { shopMoney: money(refunded) },
              },
            ],
    },
    ...lines.map((line) => lineObject(random, line, shop, { returned: line === returned, id })),
    { id: placing, reason: 'ORDER', happenedAt: iso(placed), __parentId: id },
    ...lines.map((line, at) => saleObject(sale(at), line, 1, placing)),
    shippingObject(sale(lines.length), shipping, placing),
    ...(returned === undefined
      ? []
      : [
          { id: refunding, reason: 'REFUND', happenedAt: iso(changedAt), __parentId: id },
          saleObject(sale(lines.length + 1), returned, -1, refunding),
        ]),
  ]
}

function placedAt(number: number, shop: ShopSize): number {
  const seconds = Math.floor((number / shop.orders) * DAYS * 86_400)
  return FIRST_DAY + seconds * 1_000
}

function lineCount(random: Random): number {
  return random.pick([1, 1, 2, 2, 3, 3, 4, 4, 5, 5])
}

function makeLine(random: Random, order: number, at: number): Line {
  const quantity = random.pick([1, 1, 1, 2, 3])
  const price = random.int(500, 12_000)
  const discount = random.percent(25) ? Math.round((price * quantity) / 10) : 0
  const tax = Math.round((price * quantity - discount) * 0.08)
  return { gid: gid('LineItem', order * PER_ORDER + at), quantity, price, discount, tax }
}

function paid(line: Line): number {
  return line.quantity * line.price - line.discount + line.tax
}

function lineObject(
  random: Random,
  line: Line,
  shop: ShopSize,
  order: { id: string; returned: boolean },
): object {
  const product = random.int(0, shop.products - 1)
  const variant = product * 4 + random.int(0, 1)
  const colour = random.pick(['Slate', 'Crème', 'Moss / Fern', 'Ink'])
  return {
    id: line.gid,
    title: `Canvas tote ${product} ${colour}`,
    sku: `TOTE-${product}-${variant % 4}`,
    quantity: line.quantity,
    currentQuantity: order.returned ? 0 : line.quantity,
    isGiftCard: false,
    originalUnitPriceSet: shopMoney(line.price),
    product: { id: gid('Product', product) },
    variant: { id: gid('ProductVariant', variant) },
    __parentId: order.id,
  }
}

function saleObject(id: string, line: Line, sign: 1 | -1, agreement: string): object {
  const total = money(sign * paid(line))
  return {
    id,
    actionType: sign === 1 ? 'ORDER' : 'RETURN',
    lineType: 'PRODUCT',
    quantity: sign * line.quantity,
    totalAmount: { shopMoney: total, presentmentMoney: total },
    totalDiscountAmountBeforeTaxes: shopMoney(sign * line.discount),
    totalDiscountAmountAfterTaxes: shopMoney(sign * line.discount),
    totalTaxAmount: shopMoney(sign * line.tax),
    lineItem: { id: line.gid },
    __parentId: agreement,
  }
}

function shippingObject(id: string, cents: number, agreement: string): object {
  const total = money(cents)
  return {
    id,
    actionType: 'ORDER',
    lineType: 'SHIPPING',
    quantity: 1,
    totalAmount: { shopMoney: total, presentmentMoney: total },
    totalDiscountAmountBeforeTaxes: shopMoney(0),
    totalDiscountAmountAfterTaxes: shopMoney(0),
    totalTaxAmount: shopMoney(0),
    __parentId: agreement,
  }
}

function shopMoney(cents: number): object {
  return { shopMoney: { amount: amount(cents) } }
}

function money(cents: number): object {
  return { amount: amount(cents), currencyCode: CURRENCY }
}

/** As Shopify spells it: at least one digit behind the point, no zero after it. */
function amount(cents: number): string {
  const digits = (cents / 100).toFixed(2)
  return digits.endsWith('0') ? digits.slice(0, -1) : digits
}

function iso(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`
}
