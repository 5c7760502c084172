import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'

/** A line of an order, those removed from it included. */
export interface OrderLine {
  id: string
  productId: string | null
  variantId: string | null
  title: string
  sku: string | null
  /** As ordered. */
  quantity: number
  /** After edits, refunds and removals. */
  currentQuantity: number
  isGiftCard: boolean
  /** Exact, not padded, in the order's currency. */
  unitPrice: string
}

/** An order's lines, in the order in which Shopify made them. */
export async function orderLines(
  trx: TenantTrx,
  { orderId }: { orderId: string },
): Promise<OrderLine[]> {
  const { rows } = await sql<OrderLine>`
    select
      l.id::text,
      l.product_id::text as "productId",
      l.variant_id::text as "variantId",
      l.title,
      l.sku,
      l.quantity,
      l.current_quantity as "currentQuantity",
      l.is_gift_card as "isGiftCard",
      l.unit_price::text as "unitPrice"
    from order_lines l
    where l.order_id = ${orderId}::bigint
    order by l.id
  `.execute(trx)
  return rows
}
