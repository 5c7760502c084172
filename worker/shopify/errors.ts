/** What has to happen before the same request can succeed. */
export type ErrorKind = 'retry_soon' | 'wait' | 'ask_a_person' | 'bug'

/** Where in an answer an error stood. */
export type ErrorOrigin = { requestId?: string | null; path?: readonly string[] }

/** Anything that goes wrong between us and Shopify. Messages never hold tokens, names or URLs. */
export abstract class ShopifyError extends Error {
  abstract readonly kind: ErrorKind
  /** Shopify's `x-request-id`, for its support. */
  readonly requestId: string | null
  /** Field names on the way to the refused field, where Shopify names one. */
  readonly path: readonly string[]

  constructor(message: string, origin: ErrorOrigin = {}) {
    super(message)
    this.name = new.target.name
    this.requestId = origin.requestId ?? null
    this.path = origin.path ?? []
  }
}

/** The connection broke, timed out, or the answer was no JSON. */
export class ShopifyNetworkError extends ShopifyError {
  readonly kind = 'retry_soon'
}

/** Shopify answered 5xx, or INTERNAL_SERVER_ERROR beside partial data (which is never used). */
export class ShopifyServerError extends ShopifyError {
  readonly kind = 'retry_soon'
  readonly status: number
  /** Where Shopify says when to come back, ms. */
  readonly retryAfterMs: number | null

  constructor(status: number, origin: ErrorOrigin = {}, retryAfterMs: number | null = null) {
    super(`Shopify had an internal error (${status}).`, origin)
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
}

/** The page cursor is not accepted any more: the walk starts again at the watermark. */
export class ShopifyCursorError extends ShopifyError {
  readonly kind = 'retry_soon'

  constructor(origin: ErrorOrigin = {}) {
    super('Shopify no longer accepts the page cursor.', origin)
  }
}

/** An object changed so much while its parts were read that they no longer fit together. */
export class ShopifyMovedError extends ShopifyError {
  readonly kind = 'retry_soon'

  constructor(origin: ErrorOrigin = {}) {
    super('An object changed while it was being read.', origin)
  }
}

/** The query costs more than a single query may: ask for smaller pages. */
export class ShopifyTooExpensiveError extends ShopifyError {
  readonly kind = 'retry_soon'

  constructor(origin: ErrorOrigin = {}) {
    super('The query costs more points than Shopify allows for one query.', origin)
  }
}

/** The bucket is empty (GraphQL THROTTLED) or Shopify asks for a pause (HTTP 429). */
export class ShopifyThrottledError extends ShopifyError {
  readonly kind = 'wait'
  readonly waitMs: number

  constructor(waitMs: number, origin: ErrorOrigin = {}) {
    super(`Shopify asked for a pause of ${Math.ceil(waitMs / 1000)} s.`, origin)
    this.waitMs = waitMs
  }
}

/** HTTP 401: the token was revoked or is wrong. */
export class ShopifyTokenRevokedError extends ShopifyError {
  readonly kind = 'ask_a_person'

  constructor(origin: ErrorOrigin = {}) {
    super('Shopify does not accept the access token.', origin)
  }
}

/** A scope is missing, or the app is not approved for protected customer data. */
export class ShopifyAccessDeniedError extends ShopifyError {
  readonly kind = 'ask_a_person'
  /** Path of the refused field, such as `customers.nodes.displayName`. */
  readonly field: string
  /** As Shopify says it, such as "`read_orders` access scope." */
  readonly requiredAccess: string | null

  constructor(field: string, requiredAccess: string | null, origin: ErrorOrigin = {}) {
    super(`Shopify denies access to ${field}.`, origin)
    this.field = field
    this.requiredAccess = requiredAccess
  }
}

/** HTTP 403: the whole request is refused (scopes, or an address outside the app's IP allowlist). */
export class ShopifyForbiddenError extends ShopifyError {
  readonly kind = 'ask_a_person'

  constructor(origin: ErrorOrigin = {}) {
    super('Shopify refuses the whole request.', origin)
  }
}

/** Why a shop answers nobody. */
export type UnavailableReason = 'frozen' | 'locked' | 'gone' | 'security'

/** HTTP 402 frozen, 423 locked, 404 gone, 430 security. */
export class ShopifyShopUnavailableError extends ShopifyError {
  readonly kind = 'ask_a_person'
  readonly reason: UnavailableReason

  constructor(reason: UnavailableReason, origin: ErrorOrigin = {}) {
    super(`The shop is not available (${reason}).`, origin)
    this.reason = reason
  }
}

/** Shopify ignored a part of our search filter, so its answer is not what we asked for. */
export class ShopifySearchWarningError extends ShopifyError {
  readonly kind = 'bug'
  readonly fields: string[]

  constructor(fields: string[], origin: ErrorOrigin = {}) {
    super(`Shopify ignored a part of the search filter: ${fields.join(', ')}.`, origin)
    this.fields = fields
  }
}

/** Shopify does not understand the query, or answers in a shape that the schema rules out. */
export class ShopifyQueryError extends ShopifyError {
  readonly kind = 'bug'
  readonly code: string

  constructor(code: string, origin: ErrorOrigin = {}) {
    super(`Shopify rejected the query (${code}).`, origin)
    this.code = code
  }
}
