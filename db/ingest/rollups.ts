import { sql, type RawBuilder } from 'kysely'
import type { TenantTrx } from '../index.ts'
import {
  CUSTOMER_VALUES,
  DAILY_PRODUCT_SALES,
  DAILY_SALES,
  freshRows,
  type Rollup,
} from './rollup-definitions.ts'
import { loadShopZone } from './shop-zone.ts'
import { currentTenant, idArray, names, setExcluded } from './statement.ts'
import { lockTenantPart } from './tenant-lock.ts'

export interface RefreshLimits {
  /** Default 400. */
  maxDays?: number
  /** Default 4,000. */
  maxCustomers?: number
}

export interface RefreshResult {
  /** Days recomputed. */
  days: number
  /** Customers recomputed. */
  customers: number
  /** Rows of `daily_product_sales` that were different, and replaced or removed. */
  products: number
  /** Marks left, those included that a transaction under way keeps. */
  remaining: number
}

/**
 * Drains marks: recomputes marked days and customers wholly from the ledger and replaces the rows
 * that differ. Call until `remaining` is 0, each time in a transaction of its own.
 *
 * No mark is lost: two drains queue up; a mark that a transaction under way has written is skipped;
 * a mark that is written while its drain runs waits for the drain's commit and then stands anew.
 */
export async function refreshRollups(
  trx: TenantTrx,
  { maxDays = 400, maxCustomers = 4_000 }: RefreshLimits = {},
): Promise<RefreshResult> {
  await lockTenantPart(trx, 'rollups')
  const zone = await loadShopZone(trx)
  const days = await takeMarks(trx, 'dirty_days', 'day', maxDays)
  const customers = await takeMarks(trx, 'dirty_customers', 'customer_id', maxCustomers)
  let products = 0
  if (days.length > 0) {
    const onDays = sql`day = any(${days}::date[])`
    await replaceRows(trx, DAILY_SALES, { zone, days }, onDays)
    products = await replaceRows(trx, DAILY_PRODUCT_SALES, { zone, days }, onDays)
  }
  if (customers.length > 0) {
    const ofCustomers = sql`customer_id = any(${idArray(customers)})`
    await replaceRows(trx, CUSTOMER_VALUES, { zone, customers }, ofCustomers)
  }
  const left = await countDirty(trx)
  return {
    days: days.length,
    customers: customers.length,
    products,
    remaining: left.days + left.customers,
  }
}

/** How many marks wait. */
export async function countDirty(trx: TenantTrx): Promise<{ days: number; customers: number }> {
  const { rows } = await sql<{ days: string; customers: string }>`
    select
      (select count(*) from dirty_days)::text as days,
      (select count(*) from dirty_customers)::text as customers
  `.execute(trx)
  return { days: Number(rows[0]?.days ?? 0), customers: Number(rows[0]?.customers ?? 0) }
}

async function takeMarks(
  trx: TenantTrx,
  table: 'dirty_days' | 'dirty_customers',
  column: 'day' | 'customer_id',
  limit: number,
): Promise<string[]> {
  const { rows } = await sql<{ mark: string }>`
    with free as materialized (
      select ${sql.ref(column)} as mark
      from ${sql.table(table)}
      order by mark
      limit ${limit}
      for update skip locked
    )
    delete from ${sql.table(table)} using free
    where ${sql.ref(column)} = free.mark
    returning free.mark::text
  `.execute(trx)
  return rows.map((row) => row.mark)
}

/** Makes the stored rows in scope equal to the fresh ones; returns how many were not. */
async function replaceRows<Selection>(
  trx: TenantTrx,
  rollup: Rollup<Selection>,
  selection: Selection,
  inScope: RawBuilder<unknown>,
): Promise<number> {
  const { rows } = await sql<{ stored: boolean }>`
    select exists (select from ${sql.table(rollup.table)} where ${inScope}) as stored
  `.execute(trx)
  return rows[0]?.stored === false
    ? await insertRows(trx, rollup, selection)
    : await replaceDifferent(trx, rollup, selection, inScope)
}

/**
 * After a first sync there is nothing to compare with. Measured for 100,000 orders on 750 days and
 * 577,000 rows: 9.6 s of Postgres' CPU instead of 15.2 s.
 */
async function insertRows<Selection>(
  trx: TenantTrx,
  rollup: Rollup<Selection>,
  selection: Selection,
): Promise<number> {
  const { numAffectedRows } = await sql`
    insert into ${sql.table(rollup.table)} (tenant_id, ${names(rollup.columns)})
    select ${currentTenant}, ${names(rollup.columns)}
    from ${freshRows(rollup, selection)} as fresh
  `.execute(trx)
  return Number(numAffectedRows ?? 0n)
}

/**
 * EXCEPT, because it hashes or sorts whatever the planner expects; an anti-join may compare each with
 * each.
 */
async function replaceDifferent<Selection>(
  trx: TenantTrx,
  rollup: Rollup<Selection>,
  selection: Selection,
  inScope: RawBuilder<unknown>,
): Promise<number> {
  const { key, columns } = rollup
  const table = sql.table(rollup.table)
  const figures = columns.filter((name) => !key.includes(name))
  const { rows } = await sql<{ written: string }>`
    with fresh as materialized ${freshRows(rollup, selection)},
    vanished as (
      select ${names(key)} from ${table} where ${inScope}
      except
      select ${names(key)} from fresh
    ),
    gone as (
      delete from ${table} as stored
      using vanished
      where (${names(key, 'stored')}) = (${names(key, 'vanished')})
      returning 1
    ),
    different as (
      select ${names(columns)} from fresh
      except
      select ${names(columns)} from ${table} where ${inScope}
    ),
    written as (
      insert into ${table} (tenant_id, ${names(columns)})
      select ${currentTenant}, ${names(columns)} from different
      on conflict (tenant_id, ${names(key)}) do update set ${setExcluded(figures)}
      returning 1
    )
    select ((select count(*) from gone) + (select count(*) from written))::text as written
  `.execute(trx)
  return Number(rows[0]?.written ?? 0)
}
