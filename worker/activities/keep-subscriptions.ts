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
  WEBHOOK_MOVE,
  WEBHOOK_SUBSCRIBE,
  WEBHOOK_SUBSCRIPTIONS,
  WEBHOOK_UNSUBSCRIBE,
  webhookMutationCost,
  webhookSubscriptionsCost,
} from '../shopify/queries/webhooks.graphql.ts'
import { readShape } from '../shopify/read-shape.ts'
import type { Caller, ShopClient } from '../shopify/shop-client.ts'
import { WANTED_TOPICS } from '../shopify/wanted-topics.ts'
import { WEBHOOK_PATH } from '../shopify/webhook-address.ts'
import type { Attempt } from './attempt.ts'
import type { Dependencies } from './dependencies.ts'
import type { KeepSubscriptionsResult, RunRef } from './types.ts'

/** However many there are, they are looked at once a day. */
const EVERY_MS = 24 * 60 * 60_000

const OWN_APP =
  'This shop’s custom app signs with a secret that is not known here, so that its webhooks could not be believed.'

/**
 * Whether it is time to look after a shop's subscriptions: they were never looked at, we have moved,
 * there are fewer than there were, or it is a day ago. Shopify removes one after eight failures, and
 * all when the app is uninstalled.
 * @param count how many Shopify says there are; null: it did not say
 */
export function areSubscriptionsDue(
  { webhooks, clock }: Pick<Dependencies, 'webhooks' | 'clock'>,
  state: SubscriptionState | undefined,
  count: number | null,
): boolean {
  if (!webhooks) return false
  if (!state) return true
  const moved = state.address !== null && state.address !== webhooks.address
  const reachable = state.address === null && webhooks.address !== null && state.fault !== OWN_APP
  const fewer = count !== null && count < state.topics.length
  return moved || reachable || fewer || clock().getTime() - state.checkedAt.getTime() >= EVERY_MS
}

/**
 * Sees to it that Shopify tells us of changes: asks which topics it sends, and asks for those that are
 * missing or go to where we were before. What can't be had is said, once; the next sync finds those
 * changes anyway.
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
    nodes: z.array(z.object({ id: z.string(), topic: z.string(), uri: z.string() })),
  }),
})
const errorsSchema = z.object({ userErrors: z.array(z.object({ message: z.string() })) }).nullable()
const answerSchema = z.record(z.string(), errorsSchema)

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
  // An app of the shop's own may listen elsewhere, to other ends: that is none of our business.
  const left = nodes.filter(({ uri }) => uri !== address && isOurs(uri))
  const refused: string[] = []
  const reasons = new Set<string>()
  for (const [topic, fields] of Object.entries(WANTED_TOPICS)) {
    if (topics.includes(topic)) continue
    const at = left.findIndex((old) => old.topic === topic)
    const [old] = at < 0 ? [] : left.splice(at, 1)
    const webhook = { uri: address, format: 'JSON', includeFields: fields ?? [] }
    const reason = old
      ? await change(client, WEBHOOK_MOVE, { id: old.id, webhook }, caller)
      : await change(client, WEBHOOK_SUBSCRIBE, { topic, webhook }, caller)
    if (reason === null) topics.push(topic)
    else {
      refused.push(topic)
      reasons.add(reason)
    }
  }
  for (const { id } of left) await change(client, WEBHOOK_UNSUBSCRIBE, { id }, caller)
  const why = [...reasons].map((reason) => `“${reason}”`).join(', ')
  const fault = refused.length === 0 ? null : `Shopify does not send ${refused.join(', ')}: ${why}.`
  return { topics: topics.toSorted(), fault }
}

/** Whether webhooks went to where this service was before it moved. */
const isOurs = (uri: string): boolean =>
  URL.canParse(uri) && new URL(uri).pathname.endsWith(WEBHOOK_PATH)

/**
 * @returns why Shopify does not do so, in its words: a scope is missing, the address does not suit it,
 *   or it has no such topic; null: it is done
 */
async function change(
  client: ShopClient,
  document: string,
  variables: Record<string, unknown>,
  caller: Caller,
): Promise<string | null> {
  try {
    const query = { document, cost: webhookMutationCost, variables }
    const { data } = await client.request(query, caller)
    const [answer = null] = Object.values(readShape(answerSchema, data))
    if (answer === null) return 'no answer'
    return answer.userErrors[0]?.message ?? null
  } catch (error) {
    if (error instanceof ShopifyAccessDeniedError || error instanceof ShopifyQueryError)
      return error.message
    throw error
  }
}
