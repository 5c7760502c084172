import { createDb, inTenant } from '@tidemark/db'
import { foldProductMonths, verifyRollups } from '@tidemark/db/ingest'
import { asOwner } from '../../sync/backfill/database.ts'
import { fillTable } from './fill-table.ts'
import { CUSTOMER_ORDERS, ROLLUP_ROWS } from './rollup-rows.ts'
import { STAGED_FACTS } from './staged-facts.ts'

/**
 * Fills the rollups of all shops at once: the product's rebuild goes shop by shop, 20,000 orders at a
 * time, which for ten million takes too long for a bench.
 */
export async function fillRollups(ownerUrl: string): Promise<void> {
  const fill = (table: string, rows: string): Promise<void> =>
    asOwner(ownerUrl, (client) => fillTable(client, table, rows))
  await fill('customer_orders', CUSTOMER_ORDERS)
  await asOwner(ownerUrl, async (client) => {
    for (const [table, rows] of Object.entries(STAGED_FACTS)) {
      await client.query(`drop table if exists bench.${table}`)
      await client.query(`create unlogged table bench.${table} as ${rows}`)
      await client.query(`analyze bench.${table}`)
    }
  })
  await Promise.all(
    ROLLUP_ROWS.map(async (queue) => {
      for (const [table, rows] of Object.entries(queue)) await fill(table, rows)
    }),
  )
  await asOwner(ownerUrl, async (client) => {
    for (const table of Object.keys(STAGED_FACTS)) await client.query(`drop table bench.${table}`)
  })
}

/** Adds a shop's product sales up by months, as the product does after a sync. */
export async function foldMonths(appUrl: string, tenantId: string): Promise<void> {
  const db = createDb({ url: appUrl, poolSize: 1, queryTimeoutMs: 600_000 })
  let folded = 1
  while (folded > 0) folded = await inTenant(db, tenantId, (trx) => foldProductMonths(trx))
  await db.destroy()
}

/** Throws where a shop's rollups are not what the product makes of its ledger. */
export async function verifyShop(appUrl: string, tenantId: string): Promise<void> {
  const db = createDb({ url: appUrl, poolSize: 1, queryTimeoutMs: 600_000 })
  const differences = await inTenant(db, tenantId, (trx) => verifyRollups(trx))
  await db.destroy()
  const [first] = differences
  if (first !== undefined) {
    throw new Error(`${differences.length} rows of rollups differ: ${JSON.stringify(first)}`)
  }
}
