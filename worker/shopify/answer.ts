import type { ClientResponse } from '@shopify/admin-api-client'
import type { BucketStatus } from '@tidemark/db'
import { z } from 'zod'
import {
  classifyGraphQLErrors,
  classifyStatus,
  type GraphQLErrorEntry,
} from './classify-response.ts'
import {
  type ShopifyError,
  ShopifyNetworkError,
  ShopifySearchWarningError,
  ShopifyThrottledError,
  ShopifyTooExpensiveError,
} from './errors.ts'

const extensionsSchema = z.object({
  cost: z
    .object({
      requestedQueryCost: z.number(),
      actualQueryCost: z.number().nullish(),
      throttleStatus: z
        .object({
          maximumAvailable: z.number(),
          currentlyAvailable: z.number(),
          restoreRate: z.number(),
        })
        .nullish(),
    })
    .nullish(),
  search: z
    .array(z.object({ warnings: z.array(z.object({ field: z.unknown() })).nullish() }))
    .nullish(),
})

/** Where Shopify throttles without saying more. */
const PAUSE_MS = 1000

/** What Shopify charged. */
export type QueryCost = { requested: number; actual: number | null }

/** An answer of the client library, read once: either `error`, or `data` that may be used. */
export type Answer = {
  data: unknown
  error: ShopifyError | null
  cost: QueryCost | null
  throttleStatus: BucketStatus | null
}

/**
 * Reads an answer: HTTP status, then GraphQL errors, then warnings about our own search filter.
 * Data beside an error is never handed on. A query that is throttled because not even a full bucket
 * holds it is too expensive for this shop.
 * @param plannedCost the cost that we computed, for a throttled query without numbers
 */
export function readAnswer(response: ClientResponse<unknown>, plannedCost: number): Answer {
  const http = response.errors?.response
  const headers = http?.headers ?? response.headers
  const requestId = headers?.get('x-request-id') ?? null
  const extensions = extensionsSchema.safeParse(response.extensions ?? {}).data
  const throttleStatus = extensions?.cost?.throttleStatus ?? null
  const cost = extensions?.cost
    ? {
        requested: extensions.cost.requestedQueryCost,
        actual: extensions.cost.actualQueryCost ?? null,
      }
    : null
  const none = { data: null, cost, throttleStatus }

  if (response.errors) {
    const { networkStatusCode, graphQLErrors } = response.errors
    const byStatus =
      networkStatusCode === undefined
        ? null
        : classifyStatus(networkStatusCode, headers?.get('retry-after') ?? null, requestId)
    const requested = cost?.requested ?? plannedCost
    const wait = throttleWait(requested, throttleStatus)
    const byBody = toEntries(graphQLErrors)
    const error =
      byStatus ??
      (byBody.length > 0 ? classifyGraphQLErrors(byBody, wait, requestId) : null) ??
      new ShopifyNetworkError('Shopify could not be reached, or its answer broke off.', {
        requestId,
      })
    if (
      error instanceof ShopifyThrottledError &&
      throttleStatus &&
      requested > throttleStatus.maximumAvailable
    ) {
      return { ...none, error: new ShopifyTooExpensiveError({ requestId }) }
    }
    return { ...none, error }
  }

  const ignored = (extensions?.search ?? []).flatMap((search) => search.warnings ?? [])
  if (ignored.length > 0) {
    const fields = ignored.map(({ field }) => (typeof field === 'string' ? field : 'unnamed'))
    return { ...none, error: new ShopifySearchWarningError(fields, { requestId }) }
  }
  return { ...none, data: response.data, error: null }
}

/** How long a throttled query has to wait by Shopify's own numbers, ms. */
export function throttleWait(cost: number, status: BucketStatus | null): number {
  if (!status || status.restoreRate <= 0) return PAUSE_MS
  const missing = cost - status.currentlyAvailable
  return Math.max(PAUSE_MS, Math.ceil((missing / status.restoreRate) * 1000))
}

function toEntries(errors: unknown): GraphQLErrorEntry[] {
  if (typeof errors === 'string') return [{ message: errors }]
  if (!Array.isArray(errors)) return []
  return errors.filter(
    (entry): entry is GraphQLErrorEntry => typeof entry === 'object' && entry !== null,
  )
}
