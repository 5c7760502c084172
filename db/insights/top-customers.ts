import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { minorDigits, toAmount } from './money.ts'

export interface TopCustomer {
  /** Shopify's numeric id. */
  id: string
  /** Null when Shopify hides or redacted it. */
  displayName: string | null
  totalSpent: string
  ordersCount: number
  firstOrderAt: Date
  lastOrderAt: Date
  averageOrderValue: string
  /** What Shopify said last, with its own currency; it lags. */
  shopifyAmountSpent: string | null
  shopifyCurrencyCode: string | null
  shopifyOrdersCount: number | null
  shopifyReadAt: Date | null
}

/** The customers with the highest lifetime value in the shop's currency, then by id. */
export async function topCustomers(
  trx: TenantTrx,
  { limit, currencyCode }: { limit: number; currencyCode: string },
): Promise<TopCustomer[]> {
  const digits = minorDigits(currencyCode)
  const { rows } = await sql<TopCustomer>`
    select
      v.customer_id::text as id,
      c.display_name as "displayName",
      round(v.total_spent, ${digits}::int)::text as "totalSpent",
      v.orders_count::int as "ordersCount",
      v.first_order_at as "firstOrderAt",
      v.last_order_at as "lastOrderAt",
      round(v.placed_value / nullif(v.orders_count, 0), ${digits}::int)::text
        as "averageOrderValue",
      c.shopify_amount_spent::text as "shopifyAmountSpent",
      c.shopify_currency_code as "shopifyCurrencyCode",
      c.shopify_orders_count::int as "shopifyOrdersCount",
      c.shopify_read_at as "shopifyReadAt"
    from customer_values v
    -- By its key for each of the few: planned for a shop of average size, a join would read them all.
    cross join lateral (
      select * from customers where customers.id = v.customer_id and deleted_at is null offset 0
    ) as c
    where v.currency_code = ${currencyCode}
    order by v.spent_rank, v.customer_id
    limit ${limit}
  `.execute(trx)
  return rows.map((row) => ({ ...row, shopifyAmountSpent: padded(row) }))
}

function padded({ shopifyAmountSpent, shopifyCurrencyCode }: TopCustomer): string | null {
  if (shopifyAmountSpent === null || shopifyCurrencyCode === null) return null
  return toAmount(shopifyAmountSpent, minorDigits(shopifyCurrencyCode))
}
