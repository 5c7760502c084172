import { inTenant, type TenantTrx } from '@tidemark/db'
import {
  type CustomerAssignment,
  listOrdersOfCustomers,
  markDeleted,
  type MirroredEntity,
  reassignCustomers,
} from '@tidemark/db/ingest'
import { z } from 'zod'
import { toGid, toNumericId } from '../shopify/gid.ts'
import { ORDER_CUSTOMERS, orderCustomersCost } from '../shopify/queries/ids.graphql.ts'
import { MAX_PAGE_SIZE } from '../shopify/query-cost.ts'
import { readShape } from '../shopify/read-shape.ts'
import type { Caller, ShopClient } from '../shopify/shop-client.ts'
import type { Dependencies } from './dependencies.ts'

/** Objects that have vanished from Shopify, and when that was (ISO); null: it was just asked. */
export type Vanished = { entity: MirroredEntity; ids: readonly string[]; at: string | null }

/**
 * Marks what has vanished as deleted. A customer with orders can only vanish by a merge or by
 * redaction, neither of which need move the orders' own times, so those orders are asked anew whose
 * they are. `commit` runs in the same transaction, for the cursor that leads past it.
 */
export async function deleteVanished(
  { db }: Pick<Dependencies, 'db'>,
  shop: { tenantId: string; client: ShopClient; caller: Caller },
  vanished: readonly Vanished[],
  commit: (trx: TenantTrx, deleted: number) => Promise<void>,
): Promise<void> {
  const customers = vanished.flatMap(({ entity, ids }) => (entity === 'customers' ? ids : []))
  const assignments = customers.length > 0 ? await readAssignments(db, shop, customers) : []
  await inTenant(db, shop.tenantId, async (trx) => {
    let deleted = 0
    for (const { entity, ids, at } of vanished) {
      if (ids.length > 0) deleted += await markDeleted(trx, entity, ids, at)
    }
    if (assignments.length > 0) await reassignCustomers(trx, assignments)
    await commit(trx, deleted)
  })
}

const ordersAnswer = z.object({
  nodes: z.array(
    z
      .object({ id: z.string(), customer: z.object({ id: z.string() }).nullish() })
      .partial({ id: true })
      .nullable(),
  ),
})

async function readAssignments(
  db: Dependencies['db'],
  { tenantId, client, caller }: { tenantId: string; client: ShopClient; caller: Caller },
  customerIds: readonly string[],
): Promise<CustomerAssignment[]> {
  const orderIds = await inTenant(db, tenantId, (trx) => listOrdersOfCustomers(trx, customerIds))
  const assignments: CustomerAssignment[] = []
  for (let from = 0; from < orderIds.length; from += MAX_PAGE_SIZE) {
    const ids = orderIds.slice(from, from + MAX_PAGE_SIZE).map((id) => toGid('Order', id))
    const query = { document: ORDER_CUSTOMERS, cost: orderCustomersCost, variables: { ids } }
    const { nodes } = readShape(ordersAnswer, (await client.request(query, caller)).data)
    for (const node of nodes) {
      if (!node?.id) continue
      const customerId = node.customer ? toNumericId(node.customer.id) : null
      assignments.push({ orderId: toNumericId(node.id), customerId })
    }
  }
  return assignments
}
