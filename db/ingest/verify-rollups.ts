import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { DAILY_CUSTOMERS } from './daily-customers.ts'
import { ROLLUPS, type RollupDefinition } from './rollup-definitions.ts'
import { loadShopZone } from './shop-zone.ts'
import { names } from './statement.ts'

/** A rollup row that isn't what the ledger says. `null`: there is none, or there should be none. */
export interface RollupDifference {
  /** The table. */
  rollup: string
  stored: Record<string, unknown> | null
  expected: Record<string, unknown> | null
}

/**
 * Recomputes every rollup from the ledger and tells where the stored ones differ; empty when all is
 * well and no mark waits (`countDirty`). Reads only.
 */
export async function verifyRollups(trx: TenantTrx): Promise<RollupDifference[]> {
  const zone = await loadShopZone(trx)
  const differences: RollupDifference[] = []
  for (const rollup of [...ROLLUPS, DAILY_CUSTOMERS]) {
    // One by one: there may be more than a call takes arguments.
    for (const difference of await compare(trx, rollup, zone)) differences.push(difference)
  }
  return differences
}

async function compare(
  trx: TenantTrx,
  { table, key, columns, select }: RollupDefinition,
  zone: string,
): Promise<RollupDifference[]> {
  const { rows } = await sql<Pick<RollupDifference, 'stored' | 'expected'>>`
    select to_jsonb(stored) as stored, to_jsonb(expected) as expected
    from (select ${names(columns)} from ${sql.table(table)}) as stored
    full join (select ${names(columns)} from (${select(zone)}) as computed) as expected
      using (${names(key)})
    where to_jsonb(stored) is distinct from to_jsonb(expected)
    order by ${names(key)}
  `.execute(trx)
  return rows.map((row) => ({ rollup: table, ...row }))
}
