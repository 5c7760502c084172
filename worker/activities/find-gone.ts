import { z } from 'zod'
import type { CountedEntity } from '../contract.ts'
import { toGid, toNumericId } from '../shopify/gid.ts'
import { STILL_THERE, stillThereCost } from '../shopify/queries/ids.graphql.ts'
import { MAX_PAGE_SIZE } from '../shopify/query-cost.ts'
import { readShape } from '../shopify/read-shape.ts'
import type { Caller, ShopClient } from '../shopify/shop-client.ts'

/** What global ids of a kind call it. */
export const TYPES = { orders: 'Order', customers: 'Customer', products: 'Product' } as const

const stillThereSchema = z.object({ nodes: z.array(z.object({ id: z.string() }).nullable()) })

/** Which of these ids Shopify does not know any more. */
export async function findGone(
  client: ShopClient,
  entity: CountedEntity,
  suspects: readonly string[],
  caller: Caller,
): Promise<string[]> {
  const gone: string[] = []
  for (let from = 0; from < suspects.length; from += MAX_PAGE_SIZE) {
    const part = suspects.slice(from, from + MAX_PAGE_SIZE)
    const ids = part.map((id) => toGid(TYPES[entity], id))
    const query = { document: STILL_THERE, cost: stillThereCost, variables: { ids } }
    const { nodes } = readShape(stillThereSchema, (await client.request(query, caller)).data)
    const there = new Set(nodes.flatMap((node) => (node ? [toNumericId(node.id)] : [])))
    gone.push(...part.filter((id) => !there.has(id)))
  }
  return gone
}
