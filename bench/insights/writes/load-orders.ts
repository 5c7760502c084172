import type { OrderInput } from '@tidemark/db/ingest'
import type { Client } from 'pg'

/** Stored orders as Shopify would send them, their numbers from `first` on. */
export async function loadOrders(
  client: Client,
  tenantId: string,
  { first, count }: { first: number; count: number },
): Promise<OrderInput[]> {
  const { rows } = await client.query<{ input: OrderInput }>(
    `select jsonb_build_object(
       'id', o.id::text, 'name', o.name, 'customerId', o.customer_id::text,
       'processedAt', ${time('o.processed_at')}, 'createdAt', ${time('o.created_at')},
       'updatedAt', ${time('o.updated_at')}, 'cancelledAt', null, 'test', o.test,
       'currencyCode', o.currency_code, 'presentmentCurrencyCode', o.presentment_currency_code,
       'financialStatus', o.financial_status, 'fulfillmentStatus', o.fulfillment_status,
       'sourceName', o.source_name, 'countryCode', o.country_code,
       'originalTotal', o.original_total::text, 'currentTotal', o.current_total::text,
       'totalRefunded', o.total_refunded::text, 'cashRounding', '0', 'refundDiscrepancy', '0',
       'refunds', '[]'::jsonb,
       'lines', (
         select coalesce(jsonb_agg(jsonb_build_object(
           'id', l.id::text, 'productId', l.product_id::text, 'variantId', l.variant_id::text,
           'title', l.title, 'sku', null, 'quantity', l.quantity,
           'currentQuantity', l.current_quantity, 'isGiftCard', l.is_gift_card,
           'unitPrice', l.unit_price::text)), '[]')
         from order_lines as l where l.tenant_id = o.tenant_id and l.order_id = o.id),
       'sales', (
         select jsonb_agg(jsonb_build_object(
           'id', s.id::text, 'agreementId', s.agreement_id::text, 'reason', s.reason,
           'happenedAt', ${time('s.happened_at')}, 'actionType', s.action_type,
           'lineType', s.line_type, 'quantity', s.quantity, 'totalAmount', s.total_amount::text,
           'discountBeforeTax', s.discount_before_tax::text,
           'discountAfterTax', s.discount_after_tax::text, 'taxAmount', s.tax_amount::text,
           'currencyCode', s.currency_code, 'presentmentTotal', s.presentment_total::text,
           'presentmentCurrencyCode', s.presentment_currency_code,
           'lineItemId', s.line_item_id::text))
         from sales as s where s.tenant_id = o.tenant_id and s.order_id = o.id)
     ) as input
     from orders as o
     where o.tenant_id = $1 and o.id >= $2 and o.id < $3
     order by o.id`,
    [tenantId, first, first + count],
  )
  return rows.map((row) => row.input)
}

/** A column of times as Shopify writes them. */
export function time(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`
}
