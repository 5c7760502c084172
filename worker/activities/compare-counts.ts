import { inTenant } from '@tidemark/db'
import { countMirrored, loadCursor, raiseFence, saveCursor } from '@tidemark/db/ingest'
import { z } from 'zod'
import { requestWithOptional } from '../shopify/optional-fields.ts'
import { patiently } from '../shopify/patient-client.ts'
import { COUNTS, countsCost, SHOP_OPTIONAL } from '../shopify/queries/shop.graphql.ts'
import { readShape } from '../shopify/read-shape.ts'
import type { Attempt } from './attempt.ts'
import { choosePlan, type Differences, differencesSchema } from './count-differences.ts'
import type { Dependencies } from './dependencies.ts'
import { countSchema, exactCount } from './exact-count.ts'
import type { CompareCountsInput, CompareCountsResult, Counts } from './types.ts'

const answerSchema = z.object({
  ordersCount: countSchema,
  customersCount: countSchema,
  productsCount: countSchema,
})

/**
 * Asks for the counts once more, now that everything was pulled, and says which kinds have to be
 * compared id by id. What is known is remembered in the cursor row of the aggregation, which reads
 * nothing from Shopify and needs no walk of its own.
 */
export async function compareCounts(
  { db, shopify }: Dependencies,
  { tenantId, compared }: CompareCountsInput,
  { caller }: Attempt,
): Promise<CompareCountsResult> {
  const client = patiently((await shopify.open(tenantId)).client)
  const { ordersCount, customersCount, productsCount } = SHOP_OPTIONAL
  const optional = { variables: { ordersCount, customersCount, productsCount }, gaps: [] }
  const query = { document: COUNTS, cost: countsCost }
  const answer = readShape(
    answerSchema,
    (await requestWithOptional(client, query, optional, caller)).data,
  )
  const shop: Counts = {
    orders: exactCount(answer.ordersCount),
    customers: exactCount(answer.customersCount),
    products: exactCount(answer.productsCount),
  }
  return inTenant(db, tenantId, async (trx) => {
    const fence = await raiseFence(trx, 'aggregation')
    const { walkQuery } = await loadCursor(trx, 'aggregation')
    const plan = choosePlan(shop, await countMirrored(trx), parse(walkQuery), compared)
    await saveCursor(trx, 'aggregation', fence, { walkQuery: JSON.stringify(plan.remember) })
    return { reconcile: plan.reconcile }
  })
}

function parse(text: string | null): Differences {
  return text === null ? {} : (differencesSchema.safeParse(JSON.parse(text)).data ?? {})
}
