import type { SubscriptionInput } from '../../webhooks/subscriptions.ts'
import type { Subscription } from '../../webhooks/subscription.ts'
import { TOPICS } from '../../webhooks/topics.ts'
import { holdsScope } from '../access.ts'
import { NotModelledError } from '../api-error.ts'
import type { RequestContext } from '../context.ts'
import { toGlobalId } from '../global-id.ts'
import { paginate } from '../paging/connection.ts'
import { orderRows } from '../paging/sorted-view.ts'
import { Typed, typeResolvers } from '../resolver.ts'
import type { Arguments, Resolver } from '../resolver.ts'
import { API_VERSION } from '../schema.ts'
import { compileSearch } from '../search/compile.ts'
import type { SearchFields } from '../search/compile.ts'
import { idField, timeField } from '../search/field.ts'
import { emptyList, nothing } from './absent.ts'
import { readSortKey } from './collection.ts'
import { toCount } from './list.ts'
import { findNodeOfType } from './node.ts'

/** `WebhookSubscription`. */
export const webhookSubscription = typeResolvers<Subscription>({
  id: ({ id }) => toGlobalId('WebhookSubscription', id),
  legacyResourceId: ({ id }) => id,
  topic: ({ topic }) => topic,
  uri: ({ uri }) => uri,
  callbackUrl: ({ uri }) => uri,
  endpoint: ({ uri }) => new Typed('WebhookHttpEndpoint', { callbackUrl: uri }),
  format: () => 'JSON',
  includeFields: ({ includeFields }) => includeFields,
  name: ({ name }) => name,
  filter: nothing,
  metafieldNamespaces: emptyList,
  metafields: emptyList,
  apiVersion: () => ({
    handle: API_VERSION,
    displayName: `${API_VERSION} (Latest)`,
    supported: true,
  }),
  createdAt: ({ createdAt }) => createdAt,
  updatedAt: ({ updatedAt }) => updatedAt,
})

const SEARCH_FIELDS: SearchFields<Subscription> = {
  id: idField(({ id }) => [id]),
  created_at: timeField(({ createdAt }) => createdAt),
  updated_at: timeField(({ updatedAt }) => updatedAt),
}

const SORT_KEYS = {
  CREATED_AT: ({ createdAt }: Subscription) => createdAt,
  ID: ({ id }: Subscription) => id,
}

/** `QueryRoot.webhookSubscriptions`: those that the asking app made by API calls. */
export const webhookSubscriptions: Resolver<unknown> = (_, args, context, info) => {
  const topics = args['topics'] as string[] | null | undefined
  const uri = args['uri'] ?? args['callbackUrl']
  const rows = context.subscriptions
    .list(context)
    .filter((row) => topics == null || topics.includes(row.topic))
    .filter((row) => typeof uri !== 'string' || row.uri === uri)
    .filter(() => args['format'] !== 'XML')
  return paginate(orderRows(rows, readSortKey(SORT_KEYS, args, info)), {
    args,
    matches: compileSearch(SEARCH_FIELDS, args, context, info),
    toNode: (row) => row,
  })
}

/** `QueryRoot.webhookSubscriptionsCount`. */
export const webhookSubscriptionsCount: Resolver<unknown> = (_, args, context, info) => {
  const found = compileSearch(SEARCH_FIELDS, args, context, info)
  const rows = context.subscriptions.list(context)
  return toCount(found === undefined ? rows.length : rows.filter(found).length, args['limit'])
}

/** The mutations of `Mutation` that are about webhook subscriptions. */
export const webhookMutations: Record<string, Resolver<unknown>> = {
  webhookSubscriptionCreate: (_, args, context) => {
    const topic = String(args['topic'])
    const known = TOPICS[topic]
    if (known === undefined) throw new NotModelledError(`the webhook topic ${topic}`)
    if (known.scope !== null && !holdsScope(context.scopes, known.scope)) {
      const message = 'You cannot create a webhook subscription with the specified topic'
      return refuse({ field: ['topic'], message })
    }
    const answer = context.subscriptions.create(context, topic, readInput(args, null))
    return 'id' in answer ? { webhookSubscription: answer, userErrors: [] } : refuse(answer)
  },
  webhookSubscriptionUpdate: (_, args, context, info) => {
    const found = findSubscription(args, context, info.fieldName)
    if (found === null) return refuse(UNKNOWN)
    const error = context.subscriptions.update(context, found, readInput(args, found))
    return error === null ? { webhookSubscription: found, userErrors: [] } : refuse(error)
  },
  webhookSubscriptionDelete: (_, args, context, info) => {
    const found = findSubscription(args, context, info.fieldName)
    if (found === null) return { deletedWebhookSubscriptionId: null, userErrors: [UNKNOWN] }
    context.subscriptions.delete(context, found)
    return {
      deletedWebhookSubscriptionId: toGlobalId('WebhookSubscription', found.id),
      userErrors: [],
    }
  },
}

const UNKNOWN = { field: ['id'], message: 'Webhook subscription does not exist' }

function refuse(error: { field: string[]; message: string }) {
  return { webhookSubscription: null, userErrors: [error] }
}

function findSubscription(args: Arguments, context: RequestContext, field: string) {
  return findNodeOfType(context, field, args['id'], 'WebhookSubscription') as Subscription | null
}

/** Reads the input; what is left out stays as it was. */
function readInput(args: Arguments, before: Subscription | null): SubscriptionInput {
  const input = (args['webhookSubscription'] ?? {}) as Record<string, unknown>
  for (const name of ['filter', 'metafields', 'metafieldNamespaces']) {
    const value = input[name]
    const isEmpty = value == null || value === '' || (Array.isArray(value) && value.length === 0)
    if (!isEmpty) throw new NotModelledError(`WebhookSubscriptionInput.${name}`)
  }
  if (input['format'] === 'XML') throw new NotModelledError('webhooks in XML')
  const uri = input['uri'] ?? input['callbackUrl'] ?? before?.uri ?? ''
  const name = input['name'] ?? before?.name ?? null
  return {
    uri: String(uri),
    includeFields: (input['includeFields'] ?? before?.includeFields ?? []) as string[],
    name: name === null ? null : String(name),
  }
}
