import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { type OrderFilters, orderConditions } from './order-conditions.ts'
import { type OrderPlace, type OrderSort, orderSort } from './order-sort.ts'

/** An order as a list shows it. Amounts are exact, not padded. */
export interface OrderListRow extends OrderPlace {
  /** Shopify's numeric id. */
  id: string
  name: string
  processedAt: Date
  /** The order date in the shop's zone, YYYY-MM-DD. */
  day: string
  /** Null for a guest, and where the customer was deleted at Shopify. */
  customerId: string | null
  /** Null where Shopify hides or redacted it, or the shop does not store names. */
  customerName: string | null
  financialStatus: string | null
  fulfillmentStatus: string | null
  channel: string
  countryCode: string
  currencyCode: string
  presentmentCurrencyCode: string
  /** Of all rows of its ledger but tips and gift cards. */
  totalSales: string
  /** The same in the currency that the customer saw. */
  presentmentTotal: string
  /** Shopify's `currentTotalPriceSet`. */
  currentTotal: string
  units: number
  test: boolean
  cancelled: boolean
  deleted: boolean
  edited: boolean
  refunded: boolean
  unbalanced: boolean
}

export interface ListOrdersInput extends OrderFilters {
  timeZone: string
  sort: OrderSort
  direction: 'asc' | 'desc'
  after?: OrderPlace | undefined
  limit: number
}

/** The shop's orders, a page of them; what belongs to each is looked up by its key. */
export async function listOrders(
  trx: TenantTrx,
  input: ListOrdersInput,
): Promise<{ rows: OrderListRow[]; more: boolean }> {
  const { timeZone, sort, direction, after, limit } = input
  const { column, text, isBehind, way } = orderSort(sort, direction)
  const conditions = orderConditions(input, timeZone)
  if (after !== undefined) conditions.push(isBehind(after))
  const { rows } = await sql<OrderListRow>`
    with page as (
      select o.id, ${column} as sort_value
      from orders o
      where ${sql.join(conditions, sql` and `)}
      order by sort_value ${way}, o.id ${way}
      limit ${limit + 1}
    )
    select
      ${text(sql`page.sort_value`)} as "sortValue",
      page.id::text,
      o.name,
      o.processed_at as "processedAt",
      (o.processed_at at time zone ${timeZone})::date::text as day,
      case when c.deleted_at is null then o.customer_id::text end as "customerId",
      case when c.deleted_at is null then c.display_name end as "customerName",
      o.financial_status as "financialStatus",
      o.fulfillment_status as "fulfillmentStatus",
      coalesce(o.source_name, '') as channel,
      coalesce(o.country_code, '') as "countryCode",
      o.currency_code as "currencyCode",
      o.presentment_currency_code as "presentmentCurrencyCode",
      ledger.total_sales::text as "totalSales",
      ledger.presentment_total::text as "presentmentTotal",
      o.current_total::text as "currentTotal",
      ledger.units::int as units,
      o.test,
      o.cancelled_at is not null as cancelled,
      o.deleted_at is not null as deleted,
      ledger.edited,
      o.total_refunded <> 0 as refunded,
      o.ledger_difference <> 0 as unbalanced
    from page
    cross join lateral (select * from orders where orders.id = page.id offset 0) as o
    left join lateral (
      select * from customers where customers.id = o.customer_id offset 0
    ) as c on true
    cross join lateral (
      select
        coalesce(sum(s.total_amount) filter (where is_sale), 0) as total_sales,
        coalesce(sum(s.presentment_total) filter (where is_sale), 0) as presentment_total,
        coalesce(sum(s.quantity) filter (where s.line_type = 'PRODUCT'), 0) as units,
        coalesce(bool_or(s.reason = 'ORDER_EDIT'), false) as edited
      from sales s
      cross join lateral (select s.line_type not in ('TIP', 'GIFT_CARD') as is_sale) as of_row
      where s.order_id = page.id
    ) as ledger
    order by page.sort_value ${way}, page.id ${way}
  `.execute(trx)
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}
