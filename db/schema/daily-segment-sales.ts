import type { DailySalesTable } from './daily-sales.ts'

/** `guest`: no customer, or one who was deleted; `new`: the customer's first order ever. */
export type CustomerType = 'new' | 'returning' | 'guest'

/** `daily_sales`, split by what the figures can be filtered by: each is the order's. */
export interface DailySegmentSalesTable extends DailySalesTable {
  /** `orders.source_name`; '' where Shopify names none. */
  channel: string
  customer_type: CustomerType
  presentment_currency_code: string
  /** '' where it is not known. */
  country_code: string
}
