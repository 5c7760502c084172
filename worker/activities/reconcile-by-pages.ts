import { inTenant } from '@tidemark/db'
import {
  findMissingIds,
  listMirroredIds,
  markDeleted,
  noteComparison,
  reassignCustomers,
  saveCoverage,
} from '@tidemark/db/ingest'
import { z } from 'zod'
import { nodesSchema } from '../shopify/connection.ts'
import { toNumericId } from '../shopify/gid.ts'
import { idsAfter } from '../shopify/ids-after.ts'
import { patiently } from '../shopify/patient-client.ts'
import {
  CUSTOMER_IDS,
  idsCost,
  ORDER_IDS,
  orderIdsCost,
  PRODUCT_IDS,
} from '../shopify/queries/ids.graphql.ts'
import { readShape } from '../shopify/read-shape.ts'
import type { Caller, ShopClient } from '../shopify/shop-client.ts'
import { adoptOrphans } from './adopt-orphans.ts'
import type { Attempt } from './attempt.ts'
import { type Dependencies, isChunkFull } from './dependencies.ts'
import { findGone } from './find-gone.ts'
import { pullByIds } from './pull-by-ids.ts'
import { addProgress } from './run-progress.ts'
import type { CountedEntity } from '../contract.ts'
import type { ReconcileInput, ReconcileResult } from './types.ts'

const listings = {
  orders: { document: ORDER_IDS, cost: orderIdsCost },
  customers: { document: CUSTOMER_IDS, cost: idsCost },
  products: { document: PRODUCT_IDS, cost: idsCost },
} as const

const nodeSchema = z.object({ id: z.string(), customer: z.object({ id: z.string() }).nullish() })
const pageSchema = nodesSchema(nodeSchema)
type Listed = { id: string; customerId: string | null }

const toAssignment = ({ id, customerId }: Listed) => ({ orderId: id, customerId })

/**
 * Compares Shopify's ids with ours by pages, range by range in the order of ids: what vanished is marked as
 * deleted, what is missing is read again, and orders follow their customer through a merge. Nothing
 * is deleted because a listing lacks it: Shopify is asked for each such id, and must know it not.
 */
export async function reconcileByPages(
  deps: Dependencies,
  { tenantId, runId, entity, afterId, allOrders, asOf }: ReconcileInput,
  attempt: Attempt,
): Promise<ReconcileResult> {
  const { db, shopify } = deps
  const client = patiently((await shopify.open(tenantId)).client)
  const { caller } = attempt
  let at = afterId
  for (let pages = 1; ; pages += 1) {
    const page = await listIds(client, entity, at, caller)
    const last = page.listed.at(-1)?.id ?? null
    // Without the scope for all orders, what is older than the first one shown is only out of sight.
    const hidden = entity === 'orders' && !allOrders && at === null
    const from = hidden ? (page.listed[0]?.id ?? null) : at
    const to = page.hasMore ? last : null
    const ours = hidden && from === null ? [] : await listRange(deps, tenantId, entity, from, to)
    const listed = new Set(page.listed.map(({ id }) => id))
    const suspects = ours.filter((id) => !listed.has(id))
    const gone = await findGone(client, entity, suspects, caller)

    const missing = await inTenant(db, tenantId, (trx) => findMissingIds(trx, entity, [...listed]))
    await pullByIds(deps, { tenantId, runId, client }, entity, missing, caller)
    const progress = await inTenant(db, tenantId, async (trx) => {
      const changed = await markDeleted(trx, entity, gone, null)
      if (entity === 'orders') await reassignCustomers(trx, page.listed.map(toAssignment))
      return addProgress(trx, runId, 'deletions', { changed })
    })
    attempt.progress(progress)

    at = last ?? at
    if (!page.hasMore) {
      await adoptOrphans(deps, { tenantId, runId, client }, caller)
      await inTenant(db, tenantId, async (trx) => {
        await saveCoverage(trx, entity, { comparedAt: asOf })
        await noteComparison(trx, entity, { compared: true })
      })
      return { done: true, mode: 'pages', afterId: at, progress }
    }
    if (isChunkFull(deps, { pages, elapsed: attempt.elapsed() })) {
      return { done: false, mode: 'pages', afterId: at, progress }
    }
  }
}

async function listIds(
  client: ShopClient,
  entity: CountedEntity,
  afterId: string | null,
  caller: Caller,
): Promise<{ listed: Listed[]; hasMore: boolean }> {
  const { document, cost } = listings[entity]
  // By id and not by cursor: a listing ends after 25,000 rows, and a range can be asked again.
  const variables = { query: afterId === null ? null : idsAfter(afterId) }
  const { data } = await client.request({ document, cost, variables }, caller)
  const answer = readShape(z.record(z.string(), z.unknown()), data)
  const { nodes, pageInfo } = readShape(pageSchema, answer[entity])
  const listed = nodes.map(({ id, customer }) => ({
    id: toNumericId(id),
    customerId: customer ? toNumericId(customer.id) : null,
  }))
  return { listed, hasMore: pageInfo.hasNextPage }
}

/** Our live ids in (from, to]; `to` null: to the end. */
async function listRange(
  { db }: Dependencies,
  tenantId: string,
  entity: CountedEntity,
  from: string | null,
  to: string | null,
): Promise<string[]> {
  const ids: string[] = []
  const limit = 1000
  for (let after = from; ; after = ids.at(-1) ?? after) {
    const start = after
    const page = await inTenant(db, tenantId, (trx) =>
      listMirroredIds(trx, entity, { after: start, limit }),
    )
    const inRange = page.filter((id) => to === null || BigInt(id) <= BigInt(to))
    ids.push(...inRange)
    if (page.length < limit || inRange.length < page.length) return ids
  }
}
