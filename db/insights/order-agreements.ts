import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { SalesTable } from '../schema/sales.ts'

/** A row of the ledger. Amounts are exact, not padded, in the order's currency. */
export interface OrderSale {
  id: string
  actionType: SalesTable['action_type']
  lineType: SalesTable['line_type']
  quantity: number | null
  lineItemId: string | null
  /** Of the order's line; null for what has none, such as shipping. */
  title: string | null
  sku: string | null
  productId: string | null
  /** Net before discounts. */
  gross: string
  /** Before taxes, negative on what was sold. */
  discounts: string
  net: string
  taxes: string
  total: string
  /** `total` in the currency that the customer saw. */
  presentmentTotal: string
}

/** One of Shopify's sales agreements: what happened to an order at one moment. */
export interface OrderAgreement {
  id: string
  reason: SalesTable['reason']
  happenedAt: Date
  /** The day that it counts on, in the shop's zone, YYYY-MM-DD: for reason ORDER the order date. */
  day: string
  units: number
  net: string
  taxes: string
  /** Of all its rows, tips and gift cards included. */
  total: string
  /** Of all its rows but tips and gift cards. */
  totalSales: string
  /** `total` of this one and all before it. */
  runningTotal: string
  /** In the order in which Shopify made them. */
  sales: OrderSale[]
}

/** An order's ledger by agreement, in the order of time. */
export async function orderAgreements(
  trx: TenantTrx,
  { orderId, timeZone }: { orderId: string; timeZone: string },
): Promise<OrderAgreement[]> {
  const { rows } = await sql<OrderAgreement>`
    select
      s.agreement_id::text as id,
      min(s.reason) as reason,
      min(s.happened_at) as "happenedAt",
      (min(s.counted_at) at time zone ${timeZone})::date::text as day,
      coalesce(sum(s.quantity) filter (where s.line_type = 'PRODUCT'), 0)::int as units,
      sum(s.total_amount - s.tax_amount)::text as net,
      sum(s.tax_amount)::text as taxes,
      sum(s.total_amount)::text as total,
      coalesce(sum(s.total_amount) filter (where s.line_type not in ('TIP', 'GIFT_CARD')), 0)::text
        as "totalSales",
      (sum(sum(s.total_amount)) over (order by min(s.counted_at), s.agreement_id))::text
        as "runningTotal",
      json_agg(json_build_object(
        'id', s.id::text,
        'actionType', s.action_type,
        'lineType', s.line_type,
        'quantity', s.quantity,
        'lineItemId', s.line_item_id::text,
        'title', l.title,
        'sku', l.sku,
        'productId', s.product_id::text,
        'gross', (s.total_amount - s.tax_amount + s.discount_before_tax)::text,
        'discounts', (-s.discount_before_tax)::text,
        'net', (s.total_amount - s.tax_amount)::text,
        'taxes', s.tax_amount::text,
        'total', s.total_amount::text,
        'presentmentTotal', s.presentment_total::text
      ) order by s.id) as sales
    from sales s
    left join order_lines l on l.order_id = s.order_id and l.id = s.line_item_id
    where s.order_id = ${orderId}::bigint
    group by s.agreement_id
    order by min(s.counted_at), s.agreement_id
  `.execute(trx)
  return rows
}
