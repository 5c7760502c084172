import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'

export interface CustomerOrder {
  /** Shopify's numeric id. */
  id: string
  name: string
  processedAt: Date
  /** The order date in the shop's zone, YYYY-MM-DD. */
  day: string
  cancelledAt: Date | null
  currencyCode: string
  /** Total sales of what was ordered, lines added by edits included. Exact, not padded. */
  ordered: string
  /** Total sales of what came back by edits, returns, refunds and the cancellation; negative. */
  cameBack: string
  /** The two together: what the order adds to the lifetime value. */
  totalSales: string
  unitsOrdered: number
  unitsCameBack: number
}

export interface CustomerOrdersInput {
  customerId: string
  timeZone: string
  /** The last order of the page before. */
  after?: { processedAt: string; id: string } | undefined
  limit: number
}

/** A customer's orders that count, the newest first. `place` is what the next page begins behind. */
export async function customerOrders(
  trx: TenantTrx,
  { customerId, timeZone, after, limit }: CustomerOrdersInput,
): Promise<{ rows: (CustomerOrder & { place: string })[]; more: boolean }> {
  const behind =
    after === undefined
      ? sql`true`
      : sql`o.processed_at <= ${after.processedAt}::timestamptz
          and (o.processed_at, o.id) < (${after.processedAt}::timestamptz, ${after.id}::bigint)`
  const { rows } = await sql<CustomerOrder & { place: string }>`
    with placed as (
      select o.tenant_id, o.id, o.name, o.processed_at, o.cancelled_at, o.currency_code
      from orders o
      where o.customer_id = ${customerId}::bigint
        and o.deleted_at is null
        and not o.test
        and ${behind}
      order by o.processed_at desc, o.id desc
      limit ${limit + 1}
    )
    select
      o.id::text,
      o.name,
      o.processed_at as "processedAt",
      (o.processed_at at time zone 'UTC')::text || '+00' as place,
      (o.processed_at at time zone ${timeZone})::date::text as day,
      o.cancelled_at as "cancelledAt",
      o.currency_code as "currencyCode",
      ledger.ordered::text,
      ledger.came_back::text as "cameBack",
      (ledger.ordered + ledger.came_back)::text as "totalSales",
      ledger.units_ordered::int as "unitsOrdered",
      ledger.units_came_back::int as "unitsCameBack"
    from placed o
    cross join lateral (
      select
        coalesce(sum(s.total_amount) filter (where sold and sales), 0) as ordered,
        coalesce(sum(s.total_amount) filter (where not sold and sales), 0) as came_back,
        coalesce(sum(s.quantity) filter (where sold and s.line_type = 'PRODUCT'), 0)
          as units_ordered,
        coalesce(-sum(s.quantity) filter (where not sold and s.line_type = 'PRODUCT'), 0)
          as units_came_back
      from sales s
      cross join lateral (
        select s.action_type = 'ORDER' as sold, s.line_type not in ('TIP', 'GIFT_CARD') as sales
      ) as is_of
      where s.tenant_id = o.tenant_id and s.order_id = o.id
    ) as ledger
    order by o.processed_at desc, o.id desc
  `.execute(trx)
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}
