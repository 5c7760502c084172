import { z } from 'zod'
import type { CountedEntity } from '../contract.ts'
import { patiently } from '../shopify/patient-client.ts'
import {
  CHANGED_ORDERS,
  CHANGED_PRODUCTS,
  changedCost,
} from '../shopify/queries/changed.graphql.ts'
import { readShape } from '../shopify/read-shape.ts'
import type { Caller } from '../shopify/shop-client.ts'
import type { Dependencies } from './dependencies.ts'

const documents: Partial<Record<CountedEntity, string>> = {
  orders: CHANGED_ORDERS,
  products: CHANGED_PRODUCTS,
}

const answerSchema = z.object({ changed: z.object({ count: z.int() }) })

/**
 * How many objects have changed since, ISO, up to 10,000. null for customers: their count takes no
 * filter by time.
 */
export async function countChanged(
  { shopify }: Dependencies,
  tenantId: string,
  entity: CountedEntity,
  since: string,
  caller: Caller,
): Promise<number | null> {
  const document = documents[entity]
  if (document === undefined) return null
  const client = patiently((await shopify.open(tenantId)).client)
  const query = { document, cost: changedCost, variables: { query: `updated_at:>='${since}'` } }
  return readShape(answerSchema, (await client.request(query, caller)).data).changed.count
}
