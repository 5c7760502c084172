import { sql, type RawBuilder } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { plannedFor } from './few-changes.ts'
import { currentTenant, idArray, lookedUp, setExcluded } from './statement.ts'

const FIGURES = ['currency_code', 'difference', 'shopify_read_at'] as const

/**
 * `customer_drift` as it should be for these customers, or all. Shopify's value is one amount in one
 * currency: with orders in another one, or in two, there is nothing to subtract. Follows from
 * `customer_values`, in which a deleted customer has no row once the deletion has been drained.
 */
export function freshDrift(customers: readonly string[] | 'all'): RawBuilder<unknown> {
  const whose =
    customers === 'all' ? sql`tidemark.customers` : lookedUp('customers', 'id', customers)
  return sql`
    select c.id as customer_id, c.shopify_read_at,
      case when ours.comparable then c.shopify_currency_code end as currency_code,
      case when ours.comparable then ours.total_spent - c.shopify_amount_spent end as difference
    from ${whose} as c
    cross join lateral (
      select sum(v.total_spent) as total_spent,
        bool_and(v.currency_code = c.shopify_currency_code) as comparable
      from customer_values as v
      where v.customer_id = c.id
      having count(*) > 0
    ) as ours
    where c.shopify_amount_spent is not null
      and not (ours.comparable and ours.total_spent = c.shopify_amount_spent)
  `
}

/**
 * Makes `customer_drift` right for customers whose lifetime values are others than before and, where
 * `any` wait to be compared, for so many `others` of them. Returns how many of these there were. Their
 * marks are taken first: who is read anew meanwhile waits again.
 */
export async function compareCustomers(
  trx: TenantTrx,
  changed: readonly string[],
  { any, others }: { any: boolean; others: number } = { any: false, others: 0 },
): Promise<number> {
  const taken = any ? await takeUncompared(trx, changed, others) : []
  const customers = [...new Set([...changed, ...taken])]
  if (customers.length > 0) await refreshDrift(customers).execute(trx)
  return taken.length
}

async function takeUncompared(
  trx: TenantTrx,
  changed: readonly string[],
  others: number,
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`${plannedFor(changed)}
    delete from uncompared_customers
    where ctid = any(array(
      select place
      from (select ${idArray(changed)} offset 0) as wanted (ids)
      cross join lateral (
        select ctid as place from uncompared_customers as mark
        where mark.customer_id = any(wanted.ids)
        offset 0
        for update skip locked
      ) as known
      union
      select place from (
        select ctid as place from uncompared_customers as mark
        order by mark.customer_id
        limit ${others}
        for update skip locked
      ) as first
    ))
    returning customer_id::text as id
  `.execute(trx)
  return rows.map((row) => row.id)
}

function refreshDrift(customers: readonly string[]): RawBuilder<unknown> {
  return sql`${plannedFor(customers)}
    with fresh as materialized (${freshDrift(customers)}),
    gone as (
      delete from customer_drift
      where ctid = any(array(
        select place from (
          select id from unnest(${idArray(customers)}) as concerned (id)
          where id not in (select customer_id from fresh)
        ) as others
        cross join lateral (
          select ctid as place from customer_drift as d where d.customer_id = others.id offset 0
        ) as known
      ))
    )
    insert into customer_drift as stored (tenant_id, customer_id, ${sql.join(FIGURES.map((name) => sql.ref(name)))})
    select ${currentTenant}, customer_id, ${sql.join(FIGURES.map((name) => sql.ref(name)))}
    from fresh
    order by customer_id
    on conflict (tenant_id, customer_id) do update set ${setExcluded(FIGURES)}
    where (stored.currency_code, stored.difference, stored.shopify_read_at)
      is distinct from (excluded.currency_code, excluded.difference, excluded.shopify_read_at)
  `
}
