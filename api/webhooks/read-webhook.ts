import { createHash } from 'node:crypto'
import type { ReceivedWebhook } from '@tidemark/db'
import {
  BULK_TOPIC,
  COMPLIANCE_TOPICS,
  isObject,
  type Payload,
  SHOP_TOPICS,
  SYNC_TOPICS,
} from './topics.ts'

/** What Shopify's headers say of a delivery. */
export interface WebhookHeaders {
  topic: string
  shop: string
  eventId: string | undefined
  webhookId: string | undefined
  triggeredAt: string | undefined
}

const LONGEST_ID = 200

/**
 * What is kept of a webhook whose signature was right: the ids it is about, and nothing else.
 * `undefined`: a topic that nobody here cares for, or a body that says of nothing.
 */
export function readWebhook(
  { topic, shop, eventId, webhookId, triggeredAt }: WebhookHeaders,
  body: Uint8Array,
): ReceivedWebhook | undefined {
  const payload = parse(body)
  if (payload === undefined) return undefined
  const head = {
    shop,
    eventId: (eventId || webhookId || fingerprint(body)).slice(0, LONGEST_ID),
    triggeredAt: toTime(triggeredAt),
  }
  if (topic === BULK_TOPIC) return { ...head, task: 'bulk' }
  if (SHOP_TOPICS.has(topic)) {
    return { ...head, task: 'sync', topic, subject: 'shop', entity: null, ids: [] }
  }
  const compliance = Object.hasOwn(COMPLIANCE_TOPICS, topic) ? COMPLIANCE_TOPICS[topic] : undefined
  if (compliance) {
    const customer = isObject(payload['customer']) ? payload['customer']['id'] : undefined
    const [customerId = null] = toIds([customer])
    const ids = toIds(compliance.orders(payload))
    return { ...head, task: 'compliance', kind: compliance.kind, customerId, ids }
  }
  const known = Object.hasOwn(SYNC_TOPICS, topic) ? SYNC_TOPICS[topic] : undefined
  const ids = known ? toIds(known.subjects(payload)) : []
  if (!known || ids.length === 0) return undefined
  const { entity } = known
  return { ...head, task: 'sync', topic, subject: `${entity}/${ids.join()}`, entity, ids }
}

/** An empty body, which Shopify never sends, is as good as an empty object. */
function parse(body: Uint8Array): Payload | undefined {
  try {
    const payload: unknown = JSON.parse(Buffer.from(body).toString('utf8') || '{}')
    return isObject(payload) ? payload : undefined
  } catch {
    return undefined
  }
}

/** Numeric ids, given as numbers, digits or global ids; what is none is left out. */
function toIds(values: readonly unknown[]): string[] {
  const ids = values.flatMap((value) => {
    const text = typeof value === 'number' || typeof value === 'string' ? String(value) : ''
    const [, id] = /^(?:gid:\/\/shopify\/\w+\/)?(\d{1,18})$/.exec(text) ?? []
    return id ?? []
  })
  return [...new Set(ids)]
}

function toTime(text: string | undefined): string | null {
  const time = Date.parse(text ?? '')
  return Number.isNaN(time) ? null : new Date(time).toISOString()
}

const fingerprint = (body: Uint8Array): string => createHash('sha256').update(body).digest('hex')
