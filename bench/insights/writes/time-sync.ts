import { commitUnwaited, inTenant, type Db } from '@tidemark/db'
import {
  ingestCustomers,
  ingestOrders,
  type CustomerInput,
  type OrderInput,
} from '@tidemark/db/ingest'
import pino from 'pino'
import { drain } from '@tidemark/db/testing'
import { DRAINS_FROM, DrainsBeside } from '../../../worker/activities/drains-beside.ts'

/** What a sync has read. */
export interface Read {
  customers: readonly CustomerInput[]
  orders: readonly OrderInput[]
}

/** How a sync writes. */
export interface Way {
  /** Orders, or customers, of one transaction. */
  batch: number
  /** Whether rollups are drained as orders are written too, as a sync does it, or only afterwards. */
  drains: 'meanwhile' | 'afterwards'
}

/**
 * Writes a batch of customers, a batch of orders and so on, as a sync pulls both at once, and brings the
 * rollups up to date; as with a pull's pages, only the last waits for the disk. Seconds: of the writing,
 * and of all.
 */
export async function timeSync(
  db: Db,
  tenantId: string,
  { customers, orders }: Read,
  { batch, drains }: Way,
): Promise<{ written: number; all: number }> {
  const beside = new DrainsBeside({ db, log: pino(), from: DRAINS_FROM })
  const begun = performance.now()
  const ofCustomers = inBatches(customers, batch)
  const ofOrders = inBatches(orders, batch)
  for (let turn = 0; turn < Math.max(ofCustomers.length, ofOrders.length); turn += 1) {
    await inTenant(db, tenantId, async (trx) => {
      if (turn + 1 < ofCustomers.length) await commitUnwaited(trx)
      await ingestCustomers(trx, ofCustomers[turn] ?? [])
    })
    const { changed } = await inTenant(db, tenantId, async (trx) => {
      if (turn + 1 < ofOrders.length) await commitUnwaited(trx)
      return await ingestOrders(trx, ofOrders[turn] ?? [])
    })
    if (drains === 'meanwhile') beside.wrote({ tenantId, runId: 'none' }, changed)
  }
  const written = performance.now()
  await beside.settled(tenantId)
  await drain(db, tenantId)
  return { written: (written - begun) / 1_000, all: (performance.now() - begun) / 1_000 }
}

function inBatches<Item>(items: readonly Item[], size: number): Item[][] {
  const starts = Array.from({ length: Math.ceil(items.length / size) }, (_, n) => n * size)
  return starts.map((at) => items.slice(at, at + size))
}
