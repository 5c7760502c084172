import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { ShopClient } from '../../shopify/shop-client.ts'
import { bulkOrders } from './bulk-reader.ts'
import { joinLines, parseLines } from './join-lines.ts'
import { readOrder } from './order-spelling.ts'

type Fields = Record<string, unknown>

const amount = fc
  .tuple(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), fc.constantFrom('', '.0', '.5', '.125'))
  .map(([whole, rest]) => `${whole}${rest}`)
const shopMoney = amount.map((value) => ({ shopMoney: { amount: value } }))
const money = fc.record({ amount, currencyCode: fc.constantFrom('USD', 'JPY', 'KWD') })
const time = fc
  .integer({ min: 0, max: 2_000_000_000 })
  .map((seconds) => new Date(seconds * 1_000).toISOString().replace('.000Z', 'Z'))
/** Quotes, slashes, control characters, half surrogate pairs, other scripts. */
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom('Größe / M', 'a "b" \\', '\n', '東京', '"__parentId":"x"', '{}'),
)
const orNull = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null })
const number = fc.integer({ min: 1, max: 999_999_999 })
const reference = (type: string) => orNull(number.map((id) => ({ id: gid(type, id) })))

const line = fc.record<Fields>({
  title: text,
  sku: orNull(text),
  quantity: fc.integer({ min: -3, max: 2_000 }),
  currentQuantity: fc.nat(2_000),
  isGiftCard: fc.boolean(),
  originalUnitPriceSet: shopMoney,
  product: reference('Product'),
  variant: reference('ProductVariant'),
})
const sale = fc.record<Fields>(
  {
    actionType: fc.constantFrom('ORDER', 'RETURN', 'UPDATE', 'UNKNOWN'),
    lineType: fc.constantFrom('PRODUCT', 'TIP', 'GIFT_CARD', 'ADDITIONAL_FEE', 'UNKNOWN'),
    quantity: orNull(fc.integer({ min: -20, max: 20 })),
    totalAmount: fc.record({ shopMoney: money, presentmentMoney: money }),
    totalDiscountAmountBeforeTaxes: shopMoney,
    totalDiscountAmountAfterTaxes: shopMoney,
    totalTaxAmount: shopMoney,
    lineItem: reference('LineItem'),
  },
  {
    requiredKeys: [
      'actionType',
      'lineType',
      'quantity',
      'totalAmount',
      'totalDiscountAmountBeforeTaxes',
      'totalDiscountAmountAfterTaxes',
      'totalTaxAmount',
    ],
  },
)
const agreement = fc.record({
  fields: fc.record<Fields>({
    reason: fc.constantFrom('ORDER', 'ORDER_EDIT', 'REFUND', 'RETURN', 'UNKNOWN'),
    happenedAt: time,
  }),
  sales: fc.array(sale, { maxLength: 4 }),
})
const refund = fc.record<Fields>({
  id: number.map((id) => gid('Refund', id)),
  createdAt: orNull(time),
  processedAt: orNull(time),
  updatedAt: orNull(time),
  totalRefundedSet: fc.record({ shopMoney: money }),
})
const REQUIRED = {
  name: text,
  customer: reference('Customer'),
  processedAt: time,
  createdAt: time,
  updatedAt: time,
  cancelledAt: orNull(time),
  cancelReason: orNull(fc.constantFrom('CUSTOMER', 'FRAUD')),
  test: fc.boolean(),
  currencyCode: fc.constant('USD'),
  presentmentCurrencyCode: fc.constantFrom('USD', 'EUR'),
}
const order = fc.record({
  head: fc.record<Fields>(REQUIRED),
  // What Shopify may deny is then left out of the query.
  optional: fc.record<Fields>(
    {
      displayFinancialStatus: orNull(fc.constantFrom('PAID', 'PARTIALLY_REFUNDED')),
      displayFulfillmentStatus: orNull(fc.constant('FULFILLED')),
      sourceName: orNull(text),
      displayAddress: orNull(fc.record({ countryCodeV2: orNull(fc.constantFrom('US', 'DE')) })),
    },
    { requiredKeys: [] },
  ),
  totals: fc.record<Fields>({
    originalTotalPriceSet: shopMoney,
    currentTotalPriceSet: shopMoney,
    totalRefundedSet: shopMoney,
  }),
  rest: fc.record<Fields>(
    {
      refundDiscrepancySet: shopMoney,
      totalCashRoundingAdjustment: fc.record({ paymentSet: shopMoney, refundSet: shopMoney }),
      refunds: fc.array(refund, { maxLength: 3 }),
    },
    { requiredKeys: [] },
  ),
  lines: fc.array(line, { maxLength: 4 }),
  agreements: fc.array(agreement, { maxLength: 3 }),
})

function gid(type: string, id: number | string): string {
  return `gid://shopify/${type}/${id}`
}

/** The order's objects in the order in which a bulk operation writes them. */
function objectsOf(of: typeof order extends fc.Arbitrary<infer T> ? T : never, number = 1) {
  const id = gid('Order', number)
  const at = number * 1_000
  return [
    { id, ...of.head, ...of.optional, ...of.totals, ...of.rest },
    ...of.lines.map((fields, n) => ({ id: gid('LineItem', at + n), ...fields, __parentId: id })),
    ...of.agreements.flatMap(({ fields, sales }, n) => {
      const agreementId = gid('SalesAgreement', at + n)
      return [
        { id: agreementId, ...fields, __parentId: id },
        ...sales.map((one, m) => ({
          id: gid('Sale', at + n * 10 + m),
          ...one,
          __parentId: agreementId,
        })),
      ]
    }),
  ]
}

/** As Shopify writes it; slashes may be escaped. */
function file(objects: readonly object[], { escaped = true } = {}): Buffer {
  const text = objects.map((one) => `${JSON.stringify(one)}\n`).join('')
  return Buffer.from(escaped ? text.replaceAll('/', String.raw`\/`) : text)
}

const nobody: ShopClient = {
  shopDomain: 'x.myshopify.com',
  request: () => Promise.reject(new Error('Nothing is to be asked for.')),
}
const caller = { signal: new AbortController().signal, pause: () => Promise.resolve() }

/** By way of JSON, as pages are read. */
async function byJson(bytes: Buffer) {
  const { roots } = joinLines([...parseLines({ position: 0, bytes })])
  const nodes = roots.map((tree) => bulkOrders.toNode(tree))
  return (await bulkOrders.pages.toRows(nobody, nodes, caller)).rows
}

test('an order that is spelled as expected is read the same as by way of JSON', async () => {
  await fc.assert(
    fc.asyncProperty(order, fc.boolean(), async (one, escaped) => {
      const bytes = file(objectsOf(one), { escaped })
      const read = readOrder(bytes.toString('latin1'), 0)
      expect(read).toMatchObject({ end: bytes.length })
      expect([read?.row]).toEqual(await byJson(bytes))
    }),
    { seed: 11, numRuns: 400 },
  )
})

const [plain] = fc.sample(order, { seed: 3, numRuns: 1 })
if (!plain) throw new Error('no sample')
const objects = objectsOf({
  ...plain,
  lines: fc.sample(line, { seed: 1, numRuns: 2 }),
  agreements: [
    {
      fields: { reason: 'ORDER', happenedAt: '2026-01-01T00:00:00Z' },
      sales: fc.sample(sale, { seed: 2, numRuns: 2 }),
    },
  ],
})
const next = objectsOf(plain, 2)

test('an order ends where the next one begins, and counts its objects', () => {
  const bytes = file([...objects, ...next])
  const text = bytes.toString('latin1')
  const first = readOrder(text, 0)
  expect(first).toMatchObject({ objects: 6, end: file(objects).length, row: { id: '1' } })
  expect(readOrder(text, first?.end ?? 0)).toMatchObject({ end: bytes.length, row: { id: '2' } })
})

const stranger = { ...objects[1], id: gid('LineItem', 77), __parentId: gid('Order', 5) }
const ofStranger = { ...objects[4], id: gid('Sale', 77), __parentId: gid('SalesAgreement', 5) }

test.each<[string, readonly (object | undefined)[]]>([
  ['a key that is not known', [{ ...objects[0], note: null }, ...objects.slice(1)]],
  ['another order of keys', [Object.fromEntries(Object.entries(objects[0] ?? {}).toReversed())]],
  ['a line that is spelled otherwise', [objects[0], { ...objects[1], quantity: 1.5 }]],
  ['an action that is not known', [...objects.slice(0, 4), { ...objects[4], actionType: 'NEW' }]],
  ['a line of another order', [...objects, stranger]],
  ['a sale of an agreement that is not here', [...objects, ofStranger]],
  ['an object that is told twice', [...objects, objects[1]]],
  ['an amount that is none', [{ ...objects[0], totalRefundedSet: { shopMoney: { amount: 1 } } }]],
])('%s is left to JSON', (_what, spelled) => {
  const bytes = file(spelled.map((one) => one ?? {}))
  expect(readOrder(bytes.toString('latin1'), 0)).toBeUndefined()
})
