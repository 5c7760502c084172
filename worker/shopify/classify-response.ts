import {
  type ErrorOrigin,
  ShopifyAccessDeniedError,
  ShopifyCursorError,
  type ShopifyError,
  ShopifyForbiddenError,
  ShopifyNetworkError,
  ShopifyQueryError,
  ShopifyServerError,
  ShopifyShopUnavailableError,
  ShopifyThrottledError,
  ShopifyTokenRevokedError,
  ShopifyTooExpensiveError,
} from './errors.ts'

/** One entry of a GraphQL answer's `errors`, as far as it can be trusted. */
export type GraphQLErrorEntry = {
  message?: unknown
  path?: unknown
  extensions?: { code?: unknown; requiredAccess?: unknown; requestId?: unknown } | undefined
}

/** Shopify recommends this pause where it names none. */
const PAUSE_MS = 1000

/**
 * HTTP status → error; null for a status that carries an answer.
 * @param retryAfter the header, in seconds
 */
export function classifyStatus(
  status: number,
  retryAfter: string | null,
  requestId: string | null,
): ShopifyError | null {
  switch (status) {
    case 401:
      return new ShopifyTokenRevokedError({ requestId })
    case 402:
      return new ShopifyShopUnavailableError('frozen', { requestId })
    case 403:
      return new ShopifyForbiddenError({ requestId })
    case 404:
      return new ShopifyShopUnavailableError('gone', { requestId })
    case 423:
      return new ShopifyShopUnavailableError('locked', { requestId })
    case 429:
      return new ShopifyThrottledError(toMilliseconds(retryAfter) ?? PAUSE_MS, { requestId })
    case 430:
      return new ShopifyShopUnavailableError('security', { requestId })
  }
  if (status >= 500 || status === 408) {
    return new ShopifyServerError(status, { requestId }, toMilliseconds(retryAfter))
  }
  if (status >= 300) return new ShopifyQueryError(`HTTP ${status}`, { requestId })
  return null
}

/** The header holds seconds, with or without a fraction; the client library takes them for ms. */
function toMilliseconds(retryAfter: string | null): number | null {
  const seconds = Number(retryAfter)
  return seconds > 0 ? Math.ceil(seconds * 1000) : null
}

/**
 * GraphQL errors of an HTTP 200 → the one that decides what happens next; null if there is none.
 * The gravest wins: a throttled answer is asked again whatever else it says.
 * @param throttleWaitMs how long the bucket needs to hold the query
 */
export function classifyGraphQLErrors(
  entries: readonly GraphQLErrorEntry[],
  throttleWaitMs: number | null,
  requestId: string | null,
): ShopifyError | null {
  const errors = entries.map((entry) => classifyEntry(entry, throttleWaitMs, requestId))
  return errors.sort((a, b) => gravity(a) - gravity(b))[0] ?? null
}

const order = [
  ShopifyThrottledError,
  ShopifyShopUnavailableError,
  ShopifyServerError,
  ShopifyNetworkError,
  ShopifyTooExpensiveError,
  ShopifyCursorError,
  ShopifyQueryError,
  ShopifyAccessDeniedError,
]

function gravity(error: ShopifyError): number {
  return order.findIndex((type) => error instanceof type)
}

function classifyEntry(
  entry: GraphQLErrorEntry,
  throttleWaitMs: number | null,
  requestId: string | null,
): ShopifyError {
  const code = textOf(entry.extensions?.code)
  const message = textOf(entry.message)
  const own = entry.extensions?.requestId
  const path = Array.isArray(entry.path)
    ? entry.path.filter((part): part is string => typeof part === 'string')
    : []
  const origin = { requestId: typeof own === 'string' ? own : requestId, path }
  if (code === 'THROTTLED') return new ShopifyThrottledError(throttleWaitMs ?? PAUSE_MS, origin)
  if (code === 'MAX_COST_EXCEEDED') return new ShopifyTooExpensiveError(origin)
  if (code === 'SHOP_INACTIVE') return new ShopifyShopUnavailableError('frozen', origin)
  if (code === 'ACCESS_DENIED' || notApproved.test(message)) return toDenied(entry, message, origin)
  if (code === 'INTERNAL_SERVER_ERROR' || code === 'TIMEOUT')
    return new ShopifyServerError(200, origin)
  if (cursorRefused.test(message)) return new ShopifyCursorError(origin)
  if (code === '' && internal.test(message)) return new ShopifyServerError(200, origin)
  return new ShopifyQueryError(code || 'no code', origin)
}

const notApproved = /not approved to (use|access) the/i
const cursorRefused = /malformed cursor|invalid cursor|cursor .*(expired|invalid)/i
const internal = /internal error|something went wrong|timed? ?out/i

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

function toDenied(entry: GraphQLErrorEntry, message: string, origin: ErrorOrigin) {
  const named = /(?:Access denied for|use the) (\w+)(?: field)?|access the (\w+) object/i.exec(
    message,
  )
  const field = origin.path?.join('.') || named?.[1] || named?.[2] || 'a field'
  const required = entry.extensions?.requiredAccess
  return new ShopifyAccessDeniedError(field, typeof required === 'string' ? required : null, origin)
}
