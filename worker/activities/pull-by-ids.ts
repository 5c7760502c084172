import { inTenant } from '@tidemark/db'
import { rejectRows } from '@tidemark/db/ingest'
import { z } from 'zod'
import { toGid } from '../shopify/gid.ts'
import { requestWithOptional } from '../shopify/optional-fields.ts'
import { readShape } from '../shopify/read-shape.ts'
import type { Caller, ShopClient } from '../shopify/shop-client.ts'
import { createCustomerReader } from './customer-reader.ts'
import type { Dependencies } from './dependencies.ts'
import type { EntityReader } from './entity-reader.ts'
import { TYPES } from './find-gone.ts'
import { orderReader } from './order-reader.ts'
import { productReader } from './product-reader.ts'
import { addProgress } from './run-progress.ts'
import type { CountedEntity } from '../contract.ts'
import type { RunRef } from './types.ts'

/** Objects at a time: their inner connections are not multiplied into the cost, but they are read. */
const BATCH = 50

const nodesSchema = z.object({ nodes: z.array(z.unknown()) })

/**
 * Reads certain objects by id and mirrors those that Shopify still has.
 * @returns the ids that Shopify does not know
 */
export async function pullByIds(
  deps: Dependencies,
  target: RunRef & { client: ShopClient },
  entity: CountedEntity,
  ids: readonly string[],
  caller: Caller,
): Promise<string[]> {
  if (entity === 'orders') return pullWith(deps, orderReader, target, ids, caller)
  if (entity === 'products') return pullWith(deps, productReader, target, ids, caller)
  return pullWith(deps, createCustomerReader(deps.clock), target, ids, caller)
}

async function pullWith<Row>(
  { db }: Dependencies,
  reader: EntityReader<Row>,
  { tenantId, runId, client }: RunRef & { client: ShopClient },
  ids: readonly string[],
  caller: Caller,
): Promise<string[]> {
  const { entity } = reader
  const unknown: string[] = []
  const optional = { variables: reader.optional, gaps: [] }
  for (let from = 0; from < ids.length; from += BATCH) {
    const part = ids.slice(from, from + BATCH)
    const gids = part.map((id) => toGid(TYPES[entity], id))
    const query = { document: reader.byIdDocument, cost: reader.byIdCost, variables: { ids: gids } }
    const { data } = await requestWithOptional(client, query, optional, caller)
    const answers = readShape(nodesSchema, data).nodes
    unknown.push(...part.filter((_, index) => answers[index] === null))
    const nodes = answers.filter((node) => node !== null)
    const { rows, rejected } = await reader.toRows(client, nodes, caller)
    await inTenant(db, tenantId, async (trx) => {
      const written = await reader.ingest(trx, rows, { runId, revive: true })
      if (rejected.length > 0) await rejectRows(trx, rejected, { runId })
      await addProgress(trx, runId, entity, {
        read: nodes.length,
        changed: written.changed,
        rejected: written.rejected + rejected.length,
      })
    })
  }
  return unknown
}
