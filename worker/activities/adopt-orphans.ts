import { inTenant } from '@tidemark/db'
import {
  type CustomerAssignment,
  listOrphanedOrders,
  type OrphanedOrder,
  reassignCustomers,
} from '@tidemark/db/ingest'
import { z } from 'zod'
import { toGid, toNumericId } from '../shopify/gid.ts'
import { ORDER_CUSTOMERS, orderCustomersCost } from '../shopify/queries/ids.graphql.ts'
import { MAX_PAGE_SIZE } from '../shopify/query-cost.ts'
import { readShape } from '../shopify/read-shape.ts'
import type { Caller, ShopClient } from '../shopify/shop-client.ts'
import type { Dependencies } from './dependencies.ts'
import { pullByIds } from './pull-by-ids.ts'
import type { RunRef } from './types.ts'

/** Orders asked in one sync; more than so many wait for the next. */
const LIMIT = 10_000

/**
 * Asks anew whose the orders of unknown customers are. A customer with orders vanishes by a merge or
 * by redaction, neither of which need move the orders' own times; and one who came while the sync
 * ran is read now.
 */
export async function adoptOrphans(
  deps: Dependencies,
  target: RunRef & { client: ShopClient },
  caller: Caller,
): Promise<void> {
  const { tenantId, client } = target
  const orphans = await inTenant(deps.db, tenantId, (trx) =>
    listOrphanedOrders(trx, { limit: LIMIT }),
  )
  if (orphans.length === 0) return
  const assignments = await readAssignments(client, orphans, caller)
  await inTenant(deps.db, tenantId, (trx) => reassignCustomers(trx, assignments))

  const wanted = assignments.flatMap(({ customerId }) => (customerId === null ? [] : [customerId]))
  const unknown = new Set(orphans.map(({ customerId }) => customerId))
  const missing = [...new Set(wanted)].filter((id) => unknown.has(id))
  await pullByIds(deps, target, 'customers', missing, caller)
}

const answerSchema = z.object({
  nodes: z.array(
    z
      .object({ id: z.string(), customer: z.object({ id: z.string() }).nullish() })
      .partial({ id: true })
      .nullable(),
  ),
})

async function readAssignments(
  client: ShopClient,
  orphans: readonly OrphanedOrder[],
  caller: Caller,
): Promise<CustomerAssignment[]> {
  const assignments: CustomerAssignment[] = []
  for (let from = 0; from < orphans.length; from += MAX_PAGE_SIZE) {
    const part = orphans.slice(from, from + MAX_PAGE_SIZE)
    const ids = part.map(({ orderId }) => toGid('Order', orderId))
    const query = { document: ORDER_CUSTOMERS, cost: orderCustomersCost, variables: { ids } }
    const { nodes } = readShape(answerSchema, (await client.request(query, caller)).data)
    for (const node of nodes) {
      if (!node?.id) continue
      const customerId = node.customer ? toNumericId(node.customer.id) : null
      assignments.push({ orderId: toNumericId(node.id), customerId })
    }
  }
  return assignments
}
