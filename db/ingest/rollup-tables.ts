import { DAY_MEASURES, PRODUCT_MEASURES } from './ledger-measures.ts'

/** A table of sums: what identifies a row, and the columns that differences are added to. */
export interface SumTable {
  table: string
  key: readonly string[]
  sums: readonly string[]
  /** All of these 0: nothing contributes to the row any more, and it goes. */
  emptyBy: readonly string[]
}

const DAY_SUMS = ['orders', ...Object.keys(DAY_MEASURES), 'entries'] as const

/** One row for each view of reversals, day and currency on which anything counted. */
export const DAILY_SALES: SumTable = {
  table: 'daily_sales',
  key: ['reversals', 'day', 'currency_code'],
  sums: DAY_SUMS,
  emptyBy: ['entries'],
}

/** `daily_sales`, split by its orders' channel, customer type, presentment currency and country. */
export const DAILY_SEGMENT_SALES: SumTable = {
  table: 'daily_segment_sales',
  key: [
    'reversals',
    'day',
    'currency_code',
    'channel',
    'customer_type',
    'presentment_currency_code',
    'country_code',
  ],
  sums: DAY_SUMS,
  emptyBy: ['entries'],
}

export const PRODUCT_SUMS = [...Object.keys(PRODUCT_MEASURES), 'entries'] as const

/**
 * PRODUCT rows by day and variant, gift cards excluded. Product or variant 0 stands for what is no
 * longer known (custom lines, deleted products), so that the products of a day add up to it.
 */
export const DAILY_PRODUCT_SALES: SumTable = {
  table: 'daily_product_sales',
  key: ['part', 'day', 'product_id', 'variant_id', 'currency_code'],
  sums: PRODUCT_SUMS,
  // What is moved to a day and away from it may be as many rows and not as much.
  emptyBy: PRODUCT_SUMS,
}

export const DAILY_ORDERING: SumTable = {
  table: 'daily_ordering',
  key: ['day'],
  sums: ['orders_of_customers', 'guest_orders', 'first_orders', 'second_orders', 'later_orders'],
  emptyBy: ['orders_of_customers', 'guest_orders'],
}

export const ORDERING_GAPS: SumTable = {
  table: 'ordering_gaps',
  key: ['steps', 'earlier_day', 'day'],
  sums: ['orders', 'second_orders'],
  emptyBy: ['orders'],
}

export const ORDERING_GAP_MONTHS: SumTable = {
  table: 'ordering_gap_months',
  key: ['steps', 'earlier_month', 'day'],
  sums: ['orders', 'second_orders'],
  emptyBy: ['orders'],
}

export const COHORT_MONTHS: SumTable = {
  table: 'cohort_months',
  key: ['cohort_month', 'month', 'currency_code'],
  sums: [
    'customers',
    'orders',
    'event_net_sales',
    'event_total_sales',
    'order_net_sales',
    'order_total_sales',
    'entries',
  ],
  emptyBy: ['entries'],
}

/** Columns of `customer_orders`, one row an order. */
export const CUSTOMER_ORDER = [
  'order_id',
  'customer_id',
  'processed_at',
  'day',
  'currency_code',
  'number',
  'previous_day',
  'second_previous_day',
  'cohort_month',
] as const

/** Columns of `customer_values`, one row for each customer and currency. */
export const CUSTOMER_VALUE = [
  'customer_id',
  'currency_code',
  'total_spent',
  'placed_value',
  'orders_count',
  'first_order_at',
  'last_order_at',
  'cohort_month',
] as const

/** What of an order decides where it counts, see `counted_orders`. */
export const COUNTED_ORDER = [
  'id',
  'customer_id',
  'processed_at',
  'currency_code',
  'presentment_currency_code',
  'source_name',
  'country_code',
] as const

/** What of a ledger row decides where and with what it counts, see `counted_sales`. */
export const COUNTED_SALE = [
  'order_id',
  'id',
  'counted_at',
  'reason',
  'action_type',
  'line_type',
  'quantity',
  'total_amount',
  'discount_before_tax',
  'tax_amount',
  'currency_code',
  'product_id',
  'variant_id',
] as const
