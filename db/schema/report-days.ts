import type { Money, Timestamp } from './column-types.ts'

/** A day that was compared with Shopify's own report. */
export interface ReportDaysTable {
  tenant_id: string
  /** YYYY-MM-DD, in the shop's time zone. */
  day: string
  compared_at: Timestamp
  /** Of the amounts that were compared: the shop's. */
  currency_code: string
}

/** What is compared, by the columns of `daily_sales`. */
export type ReportMetric =
  | 'orders'
  | 'gross_sales'
  | 'discounts'
  | 'returns'
  | 'net_sales'
  | 'shipping'
  | 'duties'
  | 'fees'
  | 'taxes'
  | 'total_sales'

/** A figure of a compared day in which Shopify's report says otherwise. */
export interface ReportDifferencesTable {
  tenant_id: string
  /** YYYY-MM-DD */
  day: string
  metric: ReportMetric
  ours: Money
  /** Rounded to the currency's minor digits: Shopify's report may have more. */
  shopify: Money
}
