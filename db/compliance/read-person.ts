import { sql } from 'kysely'
import type { TenantTrx } from '../connection/db.ts'

/** All that is held on a person: rows as they are stored, without what only we need of them. */
export interface PersonFile {
  customer: unknown
  /** Lifetime values, one for each currency. */
  values: unknown[]
  /** With their lines, ledger and refunds. */
  orders: unknown[]
  /** What Shopify sent and could not be mirrored. */
  setAside: unknown[]
}

const OURS = sql`'{tenant_id,content_hash,synced_at}'::text[]`

/** Reads what the shop's tables hold on a customer, and on orders that Shopify names beside them. */
export async function readPerson(
  trx: TenantTrx,
  { customerId, orderIds }: { customerId: string; orderIds: readonly string[] },
): Promise<PersonFile> {
  const { rows } = await sql<PersonFile>`
    with placed as (
      select o.* from orders o
      where o.customer_id = ${customerId}::bigint
        or (o.customer_id is null and o.id = any(${orderIds}::bigint[]))
    )
    select
      (select to_jsonb(c) - ${OURS} from customers c where c.id = ${customerId}::bigint) as customer,
      coalesce((select jsonb_agg(to_jsonb(v) - ${OURS} order by v.currency_code)
        from customer_values v where v.customer_id = ${customerId}::bigint), '[]') as "values",
      coalesce((select jsonb_agg(to_jsonb(o) - ${OURS} || jsonb_build_object(
          'lines', (select coalesce(jsonb_agg(to_jsonb(l) - ${OURS} order by l.id), '[]')
            from order_lines l where l.order_id = o.id),
          'sales', (select coalesce(jsonb_agg(to_jsonb(s) - ${OURS} order by s.id), '[]')
            from sales s where s.order_id = o.id),
          'refunds', (select coalesce(jsonb_agg(to_jsonb(r) - ${OURS} order by r.id), '[]')
            from refunds r where r.order_id = o.id)
        ) order by o.id) from placed o), '[]') as orders,
      coalesce((select jsonb_agg(r.json order by r.entity, r.entity_id) from rejected_rows r
        where (r.entity = 'customers' and r.entity_id = ${customerId})
          or (r.entity = 'orders' and ${namesCustomer('r.json::text', customerId)})), '[]')
        as "setAside"
  `.execute(trx)
  const [file] = rows
  if (file === undefined) throw new Error('Postgres answered without a row')
  return file
}

/** Whether a text of Shopify's, or of ours, has the customer's id in it as such. */
export function namesCustomer(column: string, customerId: string) {
  const pattern = `(Customer\\\\?/|"customerId": ?")${customerId}"`
  return sql<boolean>`${sql.raw(column)} ~ ${pattern}`
}
