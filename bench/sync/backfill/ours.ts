import { inTenant, type Db, type TenantTrx } from '@tidemark/db'
import { ingestCustomers, ingestOrders, ingestProducts, inspectOrders } from '@tidemark/db/ingest'
import { mapCustomer, mapOrder, mapProduct } from './map-trees.ts'
import { readTrees, type Tree } from './read-trees.ts'

/** Reads a shop's bulk files into its tables, to the last commit. */
export type Backfill = (args: BackfillArgs) => Promise<void>

export interface BackfillArgs {
  /** Where the bulk files are. */
  files: { orders: string; customers: string; products: string }
  db: Db
  tenantId: string
}

const BATCH = 1_000

/**
 * The engine that is measured. For now a plain reader around `db/ingest`: the next batch is read and
 * parsed while the one before is written.
 */
export const backfill: Backfill = async ({ files, db, tenantId }) => {
  const write =
    <Row>(ingest: (trx: TenantTrx, rows: readonly Row[]) => Promise<unknown>) =>
    async (rows: Row[]) =>
      await inTenant(db, tenantId, async (trx) => void (await ingest(trx, rows)))
  await Promise.all([
    copyFile(files.products, mapProduct, write(ingestProducts)),
    copyFile(files.customers, mapCustomer, write(ingestCustomers)),
  ])
  await copyFile(files.orders, mapOrder, write(ingestOrders), inspectOrders)
}

async function copyFile<Row>(
  url: string,
  toRow: (tree: Tree) => Row,
  write: (rows: Row[]) => Promise<void>,
  inspect?: (rows: readonly Row[]) => void,
): Promise<void> {
  let writing = Promise.resolve()
  let rows: Row[] = []
  const hand = async (): Promise<void> => {
    await writing
    writing = write(rows)
    writing.catch(() => undefined)
    rows = []
  }
  for await (const trees of readTrees(url)) {
    const fresh = trees.map(toRow)
    inspect?.(fresh)
    rows.push(...fresh)
    if (rows.length >= BATCH) await hand()
  }
  if (rows.length > 0) await hand()
  await writing
}
