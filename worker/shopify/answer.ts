import type { ClientResponse } from '@shopify/admin-api-client'
import { z } from 'zod'
import {
  classifyGraphQLErrors,
  classifyStatus,
  type GraphQLErrorEntry,
} from './classify-response.ts'
import { type ShopifyError, ShopifyNetworkError, ShopifySearchWarningError } from './errors.ts'
import { ShopBudget, type ThrottleStatus } from './shop-budget.ts'

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

/** What Shopify charged. */
export type QueryCost = { requested: number; actual: number | null }

/** An answer of the client library, read once: either `error`, or `data` that may be used. */
export type Answer = {
  data: unknown
  error: ShopifyError | null
  cost: QueryCost | null
  throttleStatus: ThrottleStatus | null
}

/**
 * Reads an answer: HTTP status, then GraphQL errors, then warnings about our own search filter.
 * Data beside an error is never handed on.
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
    const wait = ShopBudget.waitFor(cost?.requested ?? plannedCost, throttleStatus)
    const byBody = toEntries(graphQLErrors)
    const error =
      byStatus ??
      (byBody.length > 0 ? classifyGraphQLErrors(byBody, wait, requestId) : null) ??
      new ShopifyNetworkError('Shopify could not be reached, or its answer broke off.', {
        requestId,
      })
    return { ...none, error }
  }

  const ignored = (extensions?.search ?? []).flatMap((search) => search.warnings ?? [])
  if (ignored.length > 0) {
    const fields = ignored.map(({ field }) => (typeof field === 'string' ? field : 'unnamed'))
    return { ...none, error: new ShopifySearchWarningError(fields, { requestId }) }
  }
  return { ...none, data: response.data, error: null }
}

function toEntries(errors: unknown): GraphQLErrorEntry[] {
  if (typeof errors === 'string') return [{ message: errors }]
  if (!Array.isArray(errors)) return []
  return errors.filter(
    (entry): entry is GraphQLErrorEntry => typeof entry === 'object' && entry !== null,
  )
}
