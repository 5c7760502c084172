import { Client, Connection } from '@temporalio/client'
import { beginRun, type Db, inTenant } from '@tidemark/db'
import { loadBulkRead } from '@tidemark/db/bulk'
import {
  bulkOrders,
  bulkProducts,
  type BulkReader,
  createBulkCustomers,
} from '../../../worker/activities/bulk/bulk-reader.ts'
import type { Attempt } from '../../../worker/activities/attempt.ts'
import type { Dependencies } from '../../../worker/activities/dependencies.ts'
import { pullEntity } from '../../../worker/activities/pull-entity.ts'
import { PageSizes } from '../../../worker/shopify/page-sizes.ts'
import { createLonelyDeps } from '../../../worker/testing/lonely-deps.ts'
import { createBulkClient, type ServedFile } from './bulk-client.ts'

export interface BackfillArgs {
  files: Record<'orders' | 'customers' | 'products', ServedFile>
  db: Db
  tenantId: string
}

const runId = 'bench'

/**
 * The product's own engine, side by side for the three kinds of objects as in a sync: from the first
 * byte of the bulk files, which come over HTTP, to the last commit.
 */
export async function backfill({ files, db, tenantId }: BackfillArgs): Promise<void> {
  const temporal = new Client({ connection: Connection.lazy({ address: '127.0.0.1:1' }) })
  const client = createBulkClient(files)
  const deps: Dependencies = {
    ...createLonelyDeps(db, temporal),
    shopify: {
      open: () => Promise.resolve({ client, pageSizes: (_entity, sizes) => new PageSizes(sizes) }),
    },
  }
  await inTenant(db, tenantId, (trx) =>
    beginRun(trx, { runId, workflowId: 'bench', trigger: 'first' }),
  )
  const read = <Row extends { id: string }>(reader: BulkReader<Row>) =>
    readToEnd(deps, tenantId, reader, files[reader.pages.entity].roots)
  await Promise.all([
    read(bulkProducts),
    read(createBulkCustomers(() => new Date())),
    read(bulkOrders),
  ])
}

/** Chunk after chunk, as the workflow does it, until the reading by bulk is over. */
async function readToEnd<Row extends { id: string }>(
  deps: Dependencies,
  tenantId: string,
  reader: BulkReader<Row>,
  total: number,
): Promise<void> {
  const { entity } = reader.pages
  const input = { tenantId, runId, total, allOrders: true, asOf: new Date().toISOString() }
  for (let begun = false; ;) {
    const reading = await inTenant(deps.db, tenantId, (trx) =>
      loadBulkRead(trx, { entity, purpose: 'mirror' }),
    )
    if (begun && !reading) return
    begun = true
    const { notes = [] } = await pullEntity(deps, reader, input, createAttempt())
    if (notes.length > 0) throw new Error(notes.join('\n'))
  }
}

function createAttempt(): Attempt {
  const beganAt = performance.now()
  return {
    caller: {
      signal: new AbortController().signal,
      pause: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
    },
    progress: () => undefined,
    elapsed: () => performance.now() - beganAt,
  }
}
