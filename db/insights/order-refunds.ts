import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'

/** A refund as a document; what it does to the figures is in the ledger. */
export interface OrderRefund {
  id: string
  createdAt: Date | null
  processedAt: Date | null
  /** The money given back: exact, not padded. */
  totalRefunded: string
  currencyCode: string
}

/** An order's refunds, the oldest first. */
export async function orderRefunds(
  trx: TenantTrx,
  { orderId }: { orderId: string },
): Promise<OrderRefund[]> {
  const { rows } = await sql<OrderRefund>`
    select
      r.id::text,
      r.created_at as "createdAt",
      r.processed_at as "processedAt",
      r.total_refunded::text as "totalRefunded",
      r.currency_code as "currencyCode"
    from refunds r
    where r.order_id = ${orderId}::bigint
    order by r.created_at, r.id
  `.execute(trx)
  return rows
}
