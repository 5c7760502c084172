import {
  array,
  boolean,
  constantFrom,
  integer,
  oneof,
  option,
  record,
  type Arbitrary,
} from 'fast-check'
import type { OrderInput, SaleInput } from '../inputs.ts'
import { line, order, sale } from './inputs.ts'

/** Things that can happen to a shop, in any order, over few ids so that they meet. */
export type Happening =
  | { kind: 'batch'; orders: OrderInput[] }
  /** A batch from before comes once more; `at` picks it. With `updatedAt`, it has a new time only. */
  | { kind: 'again'; at: number; updatedAt: string | null }
  | { kind: 'delete'; entity: 'orders' | 'customers'; ids: string[]; at: string }
  | { kind: 'merge'; from: string; to: string }
  | { kind: 'customers'; ids: string[]; updatedAt: string }
  | { kind: 'shop'; timeZone: string; currencyCode: string }
  | { kind: 'drain'; maxOrders: number; maxCustomers: number }

/** Around both changes of clocks in New York and Berlin, close to midnight more often than not. */
const time = oneof(
  constantFrom(
    '2026-03-08T04:59:59Z',
    '2026-03-08T05:00:00Z',
    '2026-03-09T03:59:59Z',
    '2026-03-28T23:00:00Z',
    '2026-03-29T22:00:00Z',
    '2026-10-24T22:00:00Z',
    '2026-10-25T23:00:00Z',
    '2026-11-01T04:30:00Z',
    '2026-11-02T05:00:00Z',
  ),
  integer({ min: 0, max: 60 }).map((hours) =>
    toIso(Date.parse('2026-03-07T00:00:00Z') + hours * 3_600_000),
  ),
)
/** Versions, in the few seconds in which orders and deletions overtake each other. */
const version = integer({ min: 0, max: 12 }).map((seconds) =>
  toIso(Date.parse('2026-11-10T00:00:00Z') + seconds * 1_000),
)
/** In thousandths: each currency takes as many digits as it has. */
const money = integer({ min: -500_000, max: 900_000 })
const DIGITS: Record<string, number> = { USD: 2, CAD: 2, JPY: 0, KWD: 3 }
const id = integer({ min: 1, max: 6 }).map(String)
const customerId = integer({ min: 1, max: 3 }).map(String)

const LINES = [
  line({ id: '1', productId: '5', variantId: '50' }),
  line({ id: '2', productId: '5', variantId: '51' }),
  line({ id: '3', productId: null }),
]

interface DrawnSale extends Omit<SaleInput, 'totalAmount' | 'taxAmount' | 'discountBeforeTax'> {
  total: number
  tax: number
  discount: number
}

const saleOf: Arbitrary<DrawnSale> = record({
  happenedAt: time,
  reason: constantFrom('ORDER', 'ORDER_EDIT', 'REFUND', 'RETURN'),
  actionType: constantFrom('ORDER', 'ORDER', 'RETURN', 'UPDATE', 'UNKNOWN'),
  lineType: constantFrom(
    ...(['PRODUCT', 'PRODUCT', 'PRODUCT', 'SHIPPING', 'TIP', 'GIFT_CARD'] as const),
    ...(['DUTY', 'FEE', 'ADDITIONAL_FEE', 'ADJUSTMENT', 'UNKNOWN'] as const),
  ),
  quantity: option(integer({ min: -3, max: 3 })),
  total: money,
  tax: money,
  discount: money,
  lineItemId: option(constantFrom('1', '2', '3', '4')),
}).map(({ total, tax, discount, ...fields }) => ({
  ...sale({ id: '0', ...fields }),
  total,
  tax,
  discount,
}))

function toSale({ total, tax, discount, ...drawn }: DrawnSale, currencyCode: string): SaleInput {
  const digits = DIGITS[currencyCode] ?? 2
  const amount = (thousandths: number) => (thousandths / 1_000).toFixed(digits)
  return {
    ...drawn,
    currencyCode,
    totalAmount: amount(total),
    taxAmount: amount(tax),
    discountBeforeTax: amount(discount),
  }
}

const orderOf: Arbitrary<OrderInput> = record({
  id,
  updatedAt: version,
  processedAt: time,
  customerId: option(customerId),
  test: integer({ min: 0, max: 5 }).map((dice) => dice === 0),
  currencyCode: constantFrom('USD', 'USD', 'USD', 'CAD', 'JPY', 'KWD'),
  presentmentCurrencyCode: constantFrom('USD', 'EUR'),
  sourceName: option(constantFrom('web', 'pos')),
  countryCode: option(constantFrom('US', 'DE')),
  sales: array(saleOf, { maxLength: 5 }),
  lines: boolean().map((reversed) => (reversed ? LINES.toReversed() : LINES)),
}).map(({ sales, ...fields }) =>
  order({
    ...fields,
    sales: sales.map((one, at) => ({
      ...toSale(one, fields.currencyCode),
      id: `${at + 1}`,
    })),
  }),
)

const happening: Arbitrary<Happening> = oneof(
  {
    arbitrary: record({
      kind: only('batch'),
      orders: array(orderOf, { minLength: 1, maxLength: 5 }),
    }),
    weight: 6,
  },
  {
    arbitrary: record({
      kind: only('again'),
      at: integer({ min: 0, max: 20 }),
      updatedAt: option(version),
    }),
    weight: 2,
  },
  {
    arbitrary: record({
      kind: only('delete'),
      entity: constantFrom('orders', 'orders', 'customers'),
      ids: array(id, { minLength: 1, maxLength: 2 }),
      at: version,
    }),
    weight: 2,
  },
  { arbitrary: record({ kind: only('merge'), from: customerId, to: customerId }), weight: 1 },
  {
    arbitrary: record({
      kind: only('customers'),
      ids: array(customerId, { minLength: 1 }),
      updatedAt: version,
    }),
    weight: 1,
  },
  {
    arbitrary: record({
      kind: only('shop'),
      timeZone: constantFrom('America/New_York', 'Europe/Berlin', 'America/Havana'),
      currencyCode: constantFrom('USD', 'CAD'),
    }),
    weight: 1,
  },
  {
    arbitrary: record({
      kind: only('drain'),
      maxOrders: integer({ min: 1, max: 4 }),
      maxCustomers: integer({ min: 0, max: 2 }),
    }),
    weight: 3,
  },
)

export const history = array(happening, { minLength: 4, maxLength: 25 })

function only<T extends string>(kind: T): Arbitrary<T> {
  return constantFrom(kind)
}

function toIso(ms: number): string {
  return new Date(ms).toISOString().replace('.000Z', 'Z')
}
