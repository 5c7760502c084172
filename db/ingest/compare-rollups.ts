import { sql, type RawBuilder } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { DAILY_CUSTOMERS } from './daily-customers.ts'
import { monthOfProducts, PRODUCT_MONTH } from './fold-product-months.ts'
import { isRebuildDue } from './rebuild-rollups.ts'
import { ROLLUPS, type RollupDefinition } from './rollup-definitions.ts'
import { countDirty, type Waiting } from './rollups.ts'
import { loadShopZone } from './shop-zone.ts'
import { names } from './statement.ts'

/** A row that isn't what the ledger says. `null`: there is none, or there should be none. */
export interface DifferentRow {
  stored: Record<string, unknown> | null
  expected: Record<string, unknown> | null
}

/** One rollup beside what the ledger says. */
export interface RollupComparison {
  /** The table. */
  rollup: string
  /** Columns that a row is known by. */
  key: readonly string[]
  /** Rows that are stored. */
  rows: number
  differences: number
  /** Some of them, by their key. */
  first: DifferentRow[]
}

export interface RollupsComparison {
  /** Changes that the next drain counts: compared as they were counted last. */
  waiting: Waiting
  /** All rollups are to be computed anew, so there was nothing to compare. */
  rebuildDue: boolean
  rollups: RollupComparison[]
}

/**
 * Recomputes every rollup from the ledger and compares it, to the last minor unit, with what is
 * stored, while syncs go on: a marked order is taken for what it was counted for before it changed.
 * Reads only. For a transaction of isolation `repeatable read`: all must be of one moment.
 */
export async function compareRollups(
  trx: TenantTrx,
  { examples = 5 }: { examples?: number } = {},
): Promise<RollupsComparison> {
  const waiting = await countDirty(trx)
  if (await isRebuildDue(trx)) return { waiting, rebuildDue: true, rollups: [] }
  const zone = await loadShopZone(trx)
  const source = waiting.orders + waiting.customers > 0 ? AS_COUNTED : sql``
  const rollups: RollupComparison[] = []
  for (const rollup of [...ROLLUPS, PRODUCT_MONTHS, DAILY_CUSTOMERS])
    rollups.push(await compare(trx, rollup, { zone, source, examples }))
  return { waiting, rebuildDue: false, rollups }
}

async function compare(
  trx: TenantTrx,
  { table, key, columns, select }: RollupDefinition,
  { zone, source, examples }: { zone: string; source: RawBuilder<unknown>; examples: number },
): Promise<RollupComparison> {
  const { rows } = await sql<Omit<RollupComparison, 'rollup' | 'key'>>`
    with ${source}
    different as materialized (
      select ${names(key)}, to_jsonb(stored) as stored, to_jsonb(expected) as expected
      from (select ${names(columns)} from ${sql.table(table)} ${settled(table)}) as stored
      full join (
        select ${names(columns)} from (${select(zone)}) as computed ${settled(table)}
      ) as expected using (${names(key)})
      where to_jsonb(stored) is distinct from to_jsonb(expected)
    )
    select
      (select count(*) from ${sql.table(table)})::float8 as rows,
      (select count(*) from different)::float8 as differences,
      (
        select coalesce(jsonb_agg(to_jsonb(few) - 'place' order by place), '[]')
        from (
          select stored, expected, row_number() over (order by ${names(key)}) as place
          from different
          order by place
          limit ${examples}
        ) as few
      ) as first
  `.execute(trx)
  const [found] = rows
  if (!found) throw new Error('Postgres answered without a row')
  return { rollup: table, key, ...found }
}

/** Of customers who wait to be compared nobody knows whether they differ. */
const settled = (table: string): RawBuilder<unknown> =>
  table === 'customer_drift'
    ? sql`where customer_id not in (select customer_id from uncompared_customers)`
    : sql``

/** Against the days, which have been compared by then. A stale month is not read: it may be anything. */
const PRODUCT_MONTHS: RollupDefinition = {
  table: 'product_months',
  key: ['part', 'month', 'product_id', 'variant_id', 'currency_code'],
  columns: ['month', ...PRODUCT_MONTH],
  select: () => sql`
    select f.month, added.*
    from folded_months as f cross join lateral (${monthOfProducts(sql`f.month`)}) as added
    where not f.stale
    union all
    select p.month, ${names(PRODUCT_MONTH, 'p')}
    from folded_months as f join product_months as p on p.month = f.month
    where f.stale
  `,
}

/**
 * Whether an order of a marked customer is counted as hers, or as a guest's, is told by the rollups
 * alone: some of her orders may have been drained since she was deleted or came back, and others not.
 */
const customerAsCounted = sql`
  case
    when customer_id not in (select customer_id from tidemark.dirty_customers) then customer_id
    when id in (
      select p.order_id from tidemark.dirty_customers as d
      join tidemark.customer_orders as p on p.customer_id = d.customer_id
    ) then customer_id
  end as customer_id
`

/**
 * In place of the tables of these names: what the rollups count. A marked order is what was copied
 * when it was first changed, or nothing where it had not been counted yet.
 */
const AS_COUNTED = sql`
    orders as not materialized (
      select id, ${customerAsCounted}, processed_at, currency_code, presentment_currency_code,
        source_name, country_code, test, deleted_at
      from tidemark.orders
      where id not in (select order_id from tidemark.dirty_orders)
      union all
      select id, ${customerAsCounted}, processed_at, currency_code, presentment_currency_code,
        source_name, country_code, false, null
      from tidemark.counted_orders
    ),
    sales as not materialized (
      select order_id, counted_at, reason, action_type, line_type, quantity, total_amount,
        discount_before_tax, tax_amount, currency_code, product_id, variant_id
      from tidemark.sales
      where order_id not in (select order_id from tidemark.dirty_orders)
      union all
      select order_id, counted_at, reason, action_type, line_type, quantity, total_amount,
        discount_before_tax, tax_amount, currency_code, product_id, variant_id
      from tidemark.counted_sales
    ),
    customers as not materialized (
      select id, deleted_at
      from tidemark.customers
      where id not in (select customer_id from tidemark.dirty_customers)
    ),
`
