import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import {
  CUSTOMER_VALUES,
  DAILY_PRODUCT_SALES,
  DAILY_SALES,
  freshRows,
  type Rollup,
} from './rollup-definitions.ts'
import { loadShopZone } from './shop-zone.ts'
import { names } from './statement.ts'

/** A rollup row that isn't what the ledger says. `null`: there is none, or there should be none. */
export interface RollupDifference {
  rollup: 'daily_sales' | 'daily_product_sales' | 'customer_values'
  stored: Record<string, unknown> | null
  expected: Record<string, unknown> | null
}

/**
 * Recomputes every rollup from the ledger and tells where the stored ones differ; empty when all is
 * well and no mark waits (`countDirty`). Reads only.
 */
export async function verifyRollups(trx: TenantTrx): Promise<RollupDifference[]> {
  const zone = await loadShopZone(trx)
  return [
    ...(await compare(trx, DAILY_SALES, { zone, days: 'all' })),
    ...(await compare(trx, DAILY_PRODUCT_SALES, { zone, days: 'all' })),
    ...(await compare(trx, CUSTOMER_VALUES, { zone, customers: 'all' })),
  ]
}

async function compare<Selection>(
  trx: TenantTrx,
  rollup: Rollup<Selection>,
  everything: Selection,
): Promise<RollupDifference[]> {
  const { rows } = await sql<Pick<RollupDifference, 'stored' | 'expected'>>`
    select to_jsonb(stored) as stored, to_jsonb(expected) as expected
    from (select ${names(rollup.columns)} from ${sql.table(rollup.table)}) as stored
    full join ${freshRows(rollup, everything)} as expected using (${names(rollup.key)})
    where to_jsonb(stored) is distinct from to_jsonb(expected)
    order by ${names(rollup.key)}
  `.execute(trx)
  return rows.map((row) => ({ rollup: rollup.table, ...row }))
}
