import { sql, type RawBuilder } from 'kysely'
import { PLANNED_ONCE } from '../connection/planned-once.ts'
import type { TenantTrx } from '../index.ts'
import { applyChanges } from './apply-changes.ts'
import { compareCustomers } from './customer-drift.ts'
import { areDense, type Changes } from './drained-rows.ts'
import { plannedFor } from './few-changes.ts'
import { isRebuildDue, rebuildAll } from './rebuild-rollups.ts'
import { isOneOf, shopZone } from './statement.ts'
import { lockTenantPart } from './tenant-lock.ts'

export interface RefreshLimits {
  /** Default 50,000: 20,000 at once cost a first sync a fifth more, as customers come again. */
  maxOrders?: number
  /** Default 1,000. */
  maxCustomers?: number
  /**
   * While a sync still reads: customers whose orders have not changed are compared by a drain at its
   * end, and a rebuild that is asked for is left to that, with all that is to be done.
   */
  beside?: boolean
  /** Called between the parts of a rebuild, which may take minutes. What it throws ends the drain. */
  onProgress?: () => void
}

export interface RefreshResult {
  /** Changed orders that were counted anew. */
  orders: number
  /** Customers who were deleted or came back. */
  customers: number
  /** Customers who were read and have been compared with Shopify's lifetime value. */
  compared: number
  /**
   * Whether no mark is left; those that a transaction under way keeps are. A drain beside a pull doesn't
   * look, as more are being written.
   */
  done: boolean
}

/**
 * Drains marks: takes away from the rollups what marked orders were counted for and adds what they
 * count for now. Call until `done`, each time in a transaction of its own.
 *
 * No mark is lost: two drains queue up; a mark that a transaction under way has written is skipped;
 * a mark that is written while its drain runs waits for the drain's commit and then stands anew. So
 * from when its mark is taken to the commit nobody changes an order or what is counted of it.
 */
export async function refreshRollups(
  trx: TenantTrx,
  { maxOrders = 50_000, maxCustomers = 1_000, beside = false, onProgress }: RefreshLimits = {},
): Promise<RefreshResult> {
  const nothing = { orders: 0, customers: 0, compared: 0 }
  if (await isRebuildDue(trx)) {
    if (beside) return { ...nothing, done: false }
    return { ...nothing, orders: await rebuildAll(trx, maxOrders, onProgress), done: true }
  }
  await lockTenantPart(trx, 'rollups')
  const taken = await takeMarks(trx, { maxOrders, maxCustomers })
  const { orders, customers } = taken
  let changed: readonly string[] = []
  if (orders.length + customers.length > 0) {
    changed = await applyChanges(trx, { ...taken, dense: await areDense(trx, orders) })
    await removeMarks(trx, taken)
  }
  const whoWaits = {
    any: taken.uncompared,
    others: beside || orders.length === maxOrders ? 0 : maxOrders,
  }
  return {
    orders: orders.length,
    customers: customers.length,
    compared: await compareCustomers(trx, changed, whoWaits),
    done: !beside && (await isNothingMarked(trx)),
  }
}

export interface Waiting {
  /** Orders that changed; all, where everything is to be computed anew. */
  orders: number
  /** Customers who were deleted or came back. */
  customers: number
  /** Customers who were read and have not been compared with Shopify's lifetime value since. */
  comparisons: number
}

/** How many marks wait. */
export async function countDirty(trx: TenantTrx): Promise<Waiting> {
  const { rows } = await sql<Record<keyof Waiting, string>>`
    select
      case when exists (select from rollup_rebuilds)
        then (select count(*) from orders)
        else (select count(*) from dirty_orders)
      end::text as orders,
      (select count(*) from dirty_customers)::text as customers,
      (select count(*) from uncompared_customers)::text as comparisons
  `.execute(trx)
  const { orders = 0, customers = 0, comparisons = 0 } = rows[0] ?? {}
  return {
    orders: Number(orders),
    customers: Number(customers),
    comparisons: Number(comparisons),
  }
}

async function isNothingMarked(trx: TenantTrx): Promise<boolean> {
  const { rows } = await sql<{ nothing: boolean }>`${sql.raw(PLANNED_ONCE)}
    select not (
      exists (select from dirty_orders) or exists (select from dirty_customers)
      or exists (select from uncompared_customers) or exists (select from rollup_rebuilds)
    ) as nothing
  `.execute(trx)
  return rows[0]?.nothing === true
}

interface Taken extends Omit<Changes, 'dense'> {
  /** Whether any customer waits to be compared. */
  uncompared: boolean
}

/**
 * The marks that nobody holds: none when a rebuild has been asked for meanwhile, which has its turn at
 * the next call. Planned each time: a plan made while there were few marks took two seconds for the
 * many of a first sync.
 */
async function takeMarks(
  trx: TenantTrx,
  { maxOrders, maxCustomers }: { maxOrders: number; maxCustomers: number },
): Promise<Taken> {
  const { rows } = await sql<Taken>`
    select
      ${shopZone} as zone,
      array(${lockMarks('dirty_orders', 'order_id', maxOrders)}) as orders,
      array(${lockMarks('dirty_customers', 'customer_id', maxCustomers)}) as customers,
      exists (select from counted_orders) as counted,
      exists (select from uncompared_customers) as uncompared
  `.execute(trx)
  return rows[0] ?? { zone: 'UTC', orders: [], customers: [], counted: false, uncompared: false }
}

/** Until the end of the transaction whoever wants to write such a mark waits. */
function lockMarks(
  table: 'dirty_orders' | 'dirty_customers',
  column: 'order_id' | 'customer_id',
  limit: number,
): RawBuilder<unknown> {
  return sql`
    select ${sql.ref(column)}::text
    from ${sql.table(table)}
    where not exists (select from rollup_rebuilds)
    order by ${sql.ref(`${table}.${column}`)}
    limit ${limit}
    for update of ${sql.table(table)} skip locked
  `
}

/** Removes what was taken. Between the first and the last of them there are only marks that others hold. */
async function removeMarks(
  trx: TenantTrx,
  { orders, customers }: Pick<Changes, 'orders' | 'customers'>,
): Promise<void> {
  const among = (column: string, ids: readonly string[]): RawBuilder<unknown> => sql`
    ${sql.ref(column)} between ${ids[0]}::bigint and ${ids.at(-1)}::bigint
      and ${isOneOf(column, ids)}
  `
  if (customers.length > 0) {
    await sql`delete from dirty_customers where ${among('customer_id', customers)}`.execute(trx)
  }
  if (orders.length === 0) return
  await sql`${plannedFor(orders)}
    delete from dirty_orders where ${among('order_id', orders)}
  `.execute(trx)
}
