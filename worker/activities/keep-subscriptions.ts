import {
  findSubscriptionState,
  inTenant,
  saveSubscriptionState,
  type SubscriptionState,
  updateRunProgress,
} from '@tidemark/db'
import { z } from 'zod'
import { ShopifyAccessDeniedError, ShopifyQueryError } from '../shopify/errors.ts'
import { patiently } from '../shopify/patient-client.ts'
import {
  WEBHOOK_SUBSCRIBE,
  WEBHOOK_SUBSCRIPTIONS,
  webhookSubscribeCost,
  webhookSubscriptionsCost,
} from '../shopify/queries/webhooks.graphql.ts'
import { readShape } from '../shopify/read-shape.ts'
import type { Caller, ShopClient } from '../shopify/shop-client.ts'
import { WANTED_TOPICS } from '../shopify/wanted-topics.ts'
import type { Attempt } from './attempt.ts'
import type { Dependencies } from './dependencies.ts'
import type { KeepSubscriptionsResult, RunRef } from './types.ts'

/** Shopify removes a subscription after eight failures; a day later it is here again. */
const EVERY_MS = 24 * 60 * 60_000

const OWN_APP =
  'This shop’s custom app signs with a secret that is not known here, so that its webhooks could not be believed.'

/** Whether it is time to look after a shop's subscriptions. */
export function areSubscriptionsDue(
  { webhooks, clock }: Pick<Dependencies, 'webhooks' | 'clock'>,
  state: SubscriptionState | undefined,
): boolean {
  if (!webhooks) return false
  if (!state) return true
  const moved = state.address !== null && state.address !== webhooks.address
  const reachable = state.address === null && webhooks.address !== null && state.fault !== OWN_APP
  return moved || reachable || clock().getTime() - state.checkedAt.getTime() >= EVERY_MS
}

/**
 * Sees to it that Shopify tells us of changes: asks which topics it sends, and asks for those that are
 * missing. What can't be had is said, once; the next sync finds those changes anyway.
 */
export async function keepSubscriptions(
  deps: Dependencies,
  { tenantId, runId }: RunRef,
  { caller }: Attempt,
): Promise<KeepSubscriptionsResult> {
  const { db, clock, webhooks } = deps
  if (!webhooks) return { notes: [] }
  const { kind, before } = await inTenant(db, tenantId, async (trx) => ({
    kind: (await trx.selectFrom('shop_connections').select('kind').executeTakeFirst())?.kind,
    before: await findSubscriptionState(trx),
  }))
  const unbelievable = kind === 'admin_token' && !webhooks.standIn
  const address = unbelievable ? null : webhooks.address
  const found =
    address === null
      ? { topics: [], fault: unbelievable ? OWN_APP : webhooks.fault }
      : await subscribe(patiently((await deps.shopify.open(tenantId)).client), address, caller)
  const state = { checkedAt: clock(), address, ...found }
  const isNews = state.fault !== null && state.fault !== before?.fault
  const notes = isNews ? [`webhooks: ${state.fault} Changes arrive with the next sync.`] : []
  await inTenant(db, tenantId, async (trx) => {
    await saveSubscriptionState(trx, state)
    if (isNews) await updateRunProgress(trx, runId, {}, { notes })
  })
  return { notes }
}

const subscriptionsSchema = z.object({
  webhookSubscriptions: z.object({
    nodes: z.array(z.object({ topic: z.string(), uri: z.string() })),
  }),
})
const createdSchema = z.object({
  webhookSubscriptionCreate: z
    .object({ userErrors: z.array(z.object({ message: z.string() })) })
    .nullable(),
})

async function subscribe(
  client: ShopClient,
  address: string,
  caller: Caller,
): Promise<Pick<SubscriptionState, 'topics' | 'fault'>> {
  const list = { document: WEBHOOK_SUBSCRIPTIONS, cost: webhookSubscriptionsCost }
  const { nodes } = readShape(
    subscriptionsSchema,
    (await client.request(list, caller)).data,
  ).webhookSubscriptions
  const topics = nodes.filter(({ uri }) => uri === address).map(({ topic }) => topic)
  const refused: string[] = []
  for (const [topic, includeFields] of Object.entries(WANTED_TOPICS)) {
    if (topics.includes(topic)) continue
    const webhook = { uri: address, format: 'JSON', ...(includeFields ? { includeFields } : {}) }
    const taken = await create(client, { topic, webhook }, caller)
    ;(taken ? topics : refused).push(topic)
  }
  const fault = refused.length === 0 ? null : `Shopify does not send ${refused.join(', ')}.`
  return { topics: topics.toSorted(), fault }
}

/** False where Shopify does not give this app the topic: a scope is missing, or it has none such. */
async function create(
  client: ShopClient,
  variables: Record<string, unknown>,
  caller: Caller,
): Promise<boolean> {
  const query = { document: WEBHOOK_SUBSCRIBE, cost: webhookSubscribeCost, variables }
  try {
    const { data } = await client.request(query, caller)
    return readShape(createdSchema, data).webhookSubscriptionCreate?.userErrors.length === 0
  } catch (error) {
    if (error instanceof ShopifyAccessDeniedError || error instanceof ShopifyQueryError)
      return false
    throw error
  }
}
