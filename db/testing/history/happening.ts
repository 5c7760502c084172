import {
  array,
  constant,
  constantFrom,
  integer,
  nat,
  oneof,
  option,
  record,
  type Arbitrary,
} from 'fast-check'
import { instant, ZONES } from './instants.ts'

/** A row of the ledger before its order's currency is known: amounts in minor units. */
export interface RowDraft {
  lineType: string
  actionType: string
  quantity: number | null
  net: number
  tax: number
  discount: number
  /** The line that it is about. */
  line: string | null
}

export interface OrderDraft {
  customerId: string | null
  processedAt: string
  test: boolean
  /** Another currency than the shop's. */
  foreign: boolean
  presentment: string
  channel: string | null
  country: string | null
  rows: RowDraft[]
}

/** What can become of an order that was placed. */
export type Change =
  | { kind: 'edit'; at: string; rows: RowDraft[] }
  /** All of these rows come back, with what was given beyond their worth. */
  | { kind: 'return'; at: string; reason: 'RETURN' | 'REFUND'; rows: number[]; adjustment: number }
  | { kind: 'cancel'; at: string }
  | { kind: 'odd'; at: string; row: RowDraft }
  /** Shopify says something else of it than before. */
  | { kind: 'rewrite'; draft: Partial<Omit<OrderDraft, 'rows' | 'foreign'>> }
  /** The product of its first line was deleted. */
  | { kind: 'lose product' }

/** Things that can happen to a shop, in any order, over few ids so that they meet. */
export type Happening =
  | { kind: 'place'; orders: { id: string; draft: OrderDraft }[] }
  | { kind: 'change'; id: string; change: Change }
  /** A version that was there before comes once more, late. */
  | { kind: 'late version'; id: string; version: number }
  | { kind: 'delete orders'; ids: string[] }
  /** `spent` in minor units: what Shopify says so far. */
  | { kind: 'customers'; ids: string[]; createdAt: string; spent: number; currencyCode: string }
  | { kind: 'delete customer'; id: string }
  | { kind: 'merge'; from: string; to: string }
  | { kind: 'shop'; timeZone: string; currencyCode: string }
  | { kind: 'drain'; maxOrders: number; maxCustomers: number }

export const CURRENCIES = ['USD', 'JPY', 'KWD'] as const
const CHANNELS = ['web', 'pos', '580111', null] as const
const COUNTRIES = ['US', 'DE', null] as const
export const LINES = ['1', '2', '3', '4'] as const

const id = integer({ min: 1, max: 7 }).map(String)
const customerId = integer({ min: 1, max: 4 }).map(String)
const minor = integer({ min: 0, max: 90_000 })

/** Products more often than the others. */
const SOLD_TYPES = [
  'PRODUCT',
  'PRODUCT',
  'PRODUCT',
  'PRODUCT',
  'SHIPPING',
  'TIP',
  'GIFT_CARD',
  'DUTY',
  'FEE',
  'ADDITIONAL_FEE',
] as const

const soldRow: Arbitrary<RowDraft> = record({
  lineType: constantFrom(...SOLD_TYPES),
  actionType: constant('ORDER'),
  quantity: option(integer({ min: 1, max: 3 }), { freq: 8 }),
  net: minor,
  tax: minor,
  discount: oneof(constant(0), minor),
  line: constantFrom(...LINES, null),
})

/** What Shopify's enumerations allow, sense or not. */
const oddRow: Arbitrary<RowDraft> = record({
  lineType: constantFrom('PRODUCT', 'SHIPPING', 'TIP', 'GIFT_CARD', 'ADJUSTMENT', 'UNKNOWN'),
  actionType: constantFrom('ORDER', 'RETURN', 'UPDATE', 'UNKNOWN'),
  quantity: option(integer({ min: -2, max: 2 })),
  net: integer({ min: -50_000, max: 50_000 }),
  tax: integer({ min: -5_000, max: 5_000 }),
  discount: integer({ min: -5_000, max: 5_000 }),
  line: constantFrom(...LINES, '9', null),
})

const about = {
  customerId: option(customerId, { freq: 5 }),
  processedAt: instant,
  test: nat(7).map((dice) => dice === 0),
  presentment: constantFrom('USD', 'EUR', 'JPY'),
  channel: constantFrom(...CHANNELS),
  country: constantFrom(...COUNTRIES),
}

const draft: Arbitrary<OrderDraft> = record({
  ...about,
  foreign: nat(9).map((dice) => dice === 0),
  rows: array(soldRow, { maxLength: 4 }),
})

const change: Arbitrary<Change> = oneof(
  record({
    kind: constant('edit' as const),
    at: instant,
    rows: array(
      oneof(
        soldRow,
        soldRow.map((row) => reversed({ ...row, actionType: 'UPDATE' })),
      ),
      { minLength: 1, maxLength: 2 },
    ),
  }),
  record({
    kind: constant('return' as const),
    at: instant,
    reason: constantFrom('RETURN' as const, 'REFUND' as const),
    rows: array(nat(3), { minLength: 1, maxLength: 2 }),
    adjustment: oneof(constant(0), integer({ min: -9_000, max: 9_000 })),
  }),
  record({ kind: constant('cancel' as const), at: instant }),
  record({ kind: constant('odd' as const), at: instant, row: oddRow }),
  record({ kind: constant('rewrite' as const), draft: record(about, { requiredKeys: [] }) }),
  constant({ kind: 'lose product' as const }),
)

const happening: Arbitrary<Happening> = oneof(
  {
    weight: 8,
    arbitrary: record({
      kind: constant('place' as const),
      orders: array(record({ id, draft }), { minLength: 1, maxLength: 5 }),
    }),
  },
  { weight: 6, arbitrary: record({ kind: constant('change' as const), id, change }) },
  {
    weight: 1,
    arbitrary: record({ kind: constant('late version' as const), id, version: nat(5) }),
  },
  {
    weight: 1,
    arbitrary: record({
      kind: constant('delete orders' as const),
      ids: array(id, { minLength: 1, maxLength: 2 }),
    }),
  },
  {
    weight: 2,
    arbitrary: record({
      kind: constant('customers' as const),
      ids: array(customerId, { minLength: 1, maxLength: 4 }),
      createdAt: instant,
      spent: oneof(constant(0), minor),
      currencyCode: constantFrom(...CURRENCIES, 'USD'),
    }),
  },
  { weight: 1, arbitrary: record({ kind: constant('delete customer' as const), id: customerId }) },
  {
    weight: 1,
    arbitrary: record({ kind: constant('merge' as const), from: customerId, to: customerId }),
  },
  {
    weight: 1,
    arbitrary: record({
      kind: constant('shop' as const),
      timeZone: constantFrom(...ZONES),
      currencyCode: oneof(constant('same'), constantFrom(...CURRENCIES)),
    }),
  },
  {
    weight: 3,
    arbitrary: record({
      kind: constant('drain' as const),
      maxOrders: integer({ min: 1, max: 4 }),
      maxCustomers: nat(2),
    }),
  },
)

export const history: Arbitrary<Happening[]> = array(happening, {
  minLength: 5,
  maxLength: 30,
  size: 'max',
})

/** The row as it comes back. */
export function reversed(row: RowDraft): RowDraft {
  const { quantity, net, tax, discount } = row
  const back = quantity === null ? null : -quantity
  return { ...row, quantity: back, net: -net, tax: -tax, discount: -discount }
}
