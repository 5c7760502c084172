import {
  findReportCheck,
  findSubscriptionState,
  inTenant,
  saveScopes,
  updateRunProgress,
} from '@tidemark/db'
import { listRetries, loadCursor, raiseFence, saveCursor, saveShopInfo } from '@tidemark/db/ingest'
import { z } from 'zod'
import { toNumericId } from '../shopify/gid.ts'
import { FIRST_ID } from '../shopify/ids-after.ts'
import {
  describeGap,
  type OptionalFields,
  requestWithOptional,
} from '../shopify/optional-fields.ts'
import { patiently } from '../shopify/patient-client.ts'
import { SHOP, SHOP_OPTIONAL, shopCost } from '../shopify/queries/shop.graphql.ts'
import { readShape } from '../shopify/read-shape.ts'
import type { Attempt } from './attempt.ts'
import { areReportsDue } from './compare-reports.ts'
import { countSchema, exactCount } from './exact-count.ts'
import type { Dependencies } from './dependencies.ts'
import { areSubscriptionsDue } from './keep-subscriptions.ts'
import type { ReadShopResult, RunRef } from './types.ts'

const answerSchema = z.object({
  shop: z.object({
    name: z.string(),
    currencyCode: z.string(),
    ianaTimezone: z.string(),
    plan: z.object({ publicDisplayName: z.string() }).nullish(),
  }),
  currentAppInstallation: z
    .object({ accessScopes: z.array(z.object({ handle: z.string() })) })
    .nullish(),
  ordersCount: countSchema,
  customersCount: countSchema,
  productsCount: countSchema,
  events: z.object({ nodes: z.array(z.object({ id: z.string() })) }).nullish(),
  webhookSubscriptionsCount: z.object({ count: z.number() }).nullish(),
})

/** Without this scope Shopify shows the last 60 days of orders, and says nothing of the others. */
const ALL_ORDERS = 'read_all_orders'

/** Reads the shop itself, the granted scopes, and how much there is: one request. */
export async function readShop(
  deps: Dependencies,
  { tenantId, runId }: RunRef,
  { caller }: Attempt,
): Promise<ReadShopResult> {
  const { db, shopify, clock } = deps
  const client = patiently((await shopify.open(tenantId)).client)
  const asOf = clock().toISOString()
  const optional: OptionalFields = { variables: SHOP_OPTIONAL, gaps: [] }
  const query = { document: SHOP, cost: shopCost }
  const { data } = await requestWithOptional(client, query, optional, caller)
  const { shop, events, ...answer } = readShape(answerSchema, data)
  const newestEvent = events?.nodes[0]

  const scopes = answer.currentAppInstallation?.accessScopes.map(({ handle }) => handle)
  const allOrders = scopes?.includes(ALL_ORDERS) ?? true
  const gaps = [
    ...optional.gaps.map(describeGap),
    ...(allOrders ? [] : [`orders: only the last 60 days (scope ${ALL_ORDERS} is missing)`]),
  ]

  const { retries, subscriptions, reports } = await inTenant(db, tenantId, async (trx) => {
    await saveShopInfo(trx, {
      name: shop.name,
      currencyCode: shop.currencyCode,
      timeZone: shop.ianaTimezone,
      plan: shop.plan?.publicDisplayName ?? null,
      readAt: asOf,
    })
    if (scopes) await saveScopes(trx, scopes)
    // Deletions are followed from before the first row is read.
    const { watermarkId } = await loadCursor(trx, 'events')
    if (watermarkId === null && events) {
      const fence = await raiseFence(trx, 'events')
      await saveCursor(trx, 'events', fence, {
        watermarkId: newestEvent ? toNumericId(newestEvent.id) : FIRST_ID,
      })
    }
    await updateRunProgress(trx, runId, {}, { gaps })
    return {
      retries: await listRetries(trx, { limit: 1 }),
      subscriptions: await findSubscriptionState(trx),
      reports: await findReportCheck(trx),
    }
  })

  return {
    counts: {
      orders: exactCount(answer.ordersCount),
      customers: exactCount(answer.customersCount),
      products: exactCount(answer.productsCount),
    },
    allOrders,
    gaps,
    asOf,
    retries: retries.length > 0,
    subscriptionsDue: areSubscriptionsDue(
      deps,
      subscriptions,
      answer.webhookSubscriptionsCount?.count ?? null,
    ),
    reportsDue: areReportsDue(deps, reports, scopes),
  }
}
