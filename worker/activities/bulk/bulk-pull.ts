import { inTenant } from '@tidemark/db'
import { type BulkRead, loadBulkRead } from '@tidemark/db/bulk'
import { loadCursor, raiseFence, type SyncCursor } from '@tidemark/db/ingest'
import type { Attempt } from '../attempt.ts'
import type { Dependencies } from '../dependencies.ts'
import { createPageSource, type PageSource } from '../fetch-page.ts'
import type { PullInput } from '../types.ts'
import type { BulkReader } from './bulk-reader.ts'
import type { BulkContext } from './follow-operation.ts'

/** All that a chunk of a reading works with. */
export type BulkPull<Row> = BulkContext & {
  reader: BulkReader<Row>
  source: PageSource<Row>
  input: PullInput
  read: BulkRead
  cursor: SyncCursor
  fence: bigint
}

/** Where the reading of a window begins. */
export const AT_START = {
  operationId: null,
  prepared: 0,
  position: 0,
  objectsRead: 0,
  rootsRead: 0,
}

/** Takes a reading over: from here on, an older attempt can write nothing of it. */
export async function openPull<Row>(
  deps: Dependencies,
  reader: BulkReader<Row>,
  input: PullInput,
  attempt: Attempt,
): Promise<BulkPull<Row>> {
  const { tenantId } = input
  const { pages } = reader
  const { entity } = pages
  const shop = await deps.shopify.open(tenantId)
  const source = createPageSource(shop, pages, attempt.caller)
  const { client } = source
  const target = { entity, purpose: 'mirror' } as const
  const { read, fence, cursor } = await inTenant(deps.db, tenantId, async (trx) => ({
    fence: await raiseFence(trx, entity),
    cursor: await loadCursor(trx, entity),
    read: await loadBulkRead(trx, target),
  }))
  if (!read) throw new Error(`No reading of ${entity} by bulk operations has been begun.`)
  return { deps, tenantId, client, target, attempt, reader, source, input, read, cursor, fence }
}
