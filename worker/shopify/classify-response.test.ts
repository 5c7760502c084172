import { describe, expect, it } from 'vitest'
import { classifyGraphQLErrors, classifyStatus } from './classify-response.ts'
import { explainError } from './explain-error.ts'
import { toFailure } from './to-failure.ts'

const byStatus: [status: number, type: string, kind: string][] = [
  [401, 'ShopifyTokenRevokedError', 'ask_a_person'],
  [402, 'ShopifyShopUnavailableError', 'ask_a_person'],
  [403, 'ShopifyForbiddenError', 'ask_a_person'],
  [404, 'ShopifyShopUnavailableError', 'ask_a_person'],
  [423, 'ShopifyShopUnavailableError', 'ask_a_person'],
  [429, 'ShopifyThrottledError', 'wait'],
  [430, 'ShopifyShopUnavailableError', 'ask_a_person'],
  [408, 'ShopifyServerError', 'retry_soon'],
  [500, 'ShopifyServerError', 'retry_soon'],
  [502, 'ShopifyServerError', 'retry_soon'],
  [503, 'ShopifyServerError', 'retry_soon'],
  [504, 'ShopifyServerError', 'retry_soon'],
  [520, 'ShopifyServerError', 'retry_soon'],
  [530, 'ShopifyServerError', 'retry_soon'],
  [540, 'ShopifyServerError', 'retry_soon'],
  [400, 'ShopifyQueryError', 'bug'],
  [301, 'ShopifyQueryError', 'bug'],
]

describe('an HTTP status', () => {
  it.each(byStatus)('%i is %s, kind %s', (status, type, kind) => {
    const error = classifyStatus(status, null, 'r-1')
    expect(error).toMatchObject({ name: type, kind, requestId: 'r-1' })
  })

  it('of an answer is no error', () => {
    expect(classifyStatus(200, null, null)).toBeNull()
  })

  it('429 waits as long as Retry-After says, in seconds', () => {
    expect(classifyStatus(429, '2.0', null)).toMatchObject({ waitMs: 2000 })
    expect(classifyStatus(429, null, null)).toMatchObject({ waitMs: 1000 })
    expect(classifyStatus(429, 'soon', null)).toMatchObject({ waitMs: 1000 })
  })

  it('503 carries on when to come back, where Shopify says so', () => {
    expect(classifyStatus(503, '3', null)).toMatchObject({ retryAfterMs: 3000 })
    expect(classifyStatus(503, null, null)).toMatchObject({ retryAfterMs: null })
  })
})

const byCode: [entry: object, type: string][] = [
  [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }, 'ShopifyThrottledError'],
  [
    {
      message: 'Query cost is 1205, which exceeds the single query max cost limit (1000)',
      extensions: { code: 'MAX_COST_EXCEEDED' },
    },
    'ShopifyTooExpensiveError',
  ],
  [
    {
      message: 'Access denied for orders field. Required access: `read_orders` access scope.',
      extensions: { code: 'ACCESS_DENIED', requiredAccess: '`read_orders` access scope.' },
      path: ['orders'],
    },
    'ShopifyAccessDeniedError',
  ],
  [
    { message: 'This app is not approved to access the Customer object.' },
    'ShopifyAccessDeniedError',
  ],
  [
    { message: 'Something went wrong', extensions: { code: 'INTERNAL_SERVER_ERROR' } },
    'ShopifyServerError',
  ],
  [
    { message: 'Internal error. Looks like something went wrong on our end.\nRequest ID: 1' },
    'ShopifyServerError',
  ],
  [{ message: 'Malformed cursor', extensions: { code: 'BAD_REQUEST' } }, 'ShopifyCursorError'],
  [
    {
      message: "Field 'status' doesn't exist on type 'Order'",
      extensions: { code: 'undefinedField' },
    },
    'ShopifyQueryError',
  ],
  [
    { message: 'Invalid timestamp for query filter.', extensions: { code: 'BAD_REQUEST' } },
    'ShopifyQueryError',
  ],
]

describe('a GraphQL error', () => {
  it.each(byCode)('%j is %s', (entry, type) => {
    expect(classifyGraphQLErrors([entry], null, null)?.name).toBe(type)
  })

  it('among others is the one that decides: throttled before denied', () => {
    const entries = byCode.toReversed().map(([entry]) => entry)
    expect(classifyGraphQLErrors(entries, 4000, null)).toMatchObject({
      name: 'ShopifyThrottledError',
      waitMs: 4000,
    })
  })

  it('of a denied field says which one and what it needs', () => {
    const [entry] = byCode[2] ?? []
    const error = classifyGraphQLErrors(entry ? [entry] : [], null, null)
    expect(error).toMatchObject({ field: 'orders', requiredAccess: '`read_orders` access scope.' })
    expect(error && explainError(error)).toEqual({
      kind: 'ask_a_person',
      sentence: 'Shopify denies this app access that a sync cannot do without.',
      action:
        'Grant this to the app: `read_orders` access scope. Connect the shop again to be asked for it.',
      trouble: { code: 'access_denied', detail: '`read_orders` access scope.' },
    })
  })
})

describe('a Temporal failure', () => {
  it('is retried unless a person or a new version must mend it', () => {
    const retryable = (status: number) => {
      const error = classifyStatus(status, '7', null)
      return error && toFailure(error)
    }
    expect(retryable(500)).toMatchObject({ nonRetryable: false, type: 'ShopifyServerError' })
    expect(retryable(503)).toMatchObject({ nonRetryable: false, nextRetryDelay: 7000 })
    expect(retryable(429)).toMatchObject({ nonRetryable: false, nextRetryDelay: 7000 })
    expect(retryable(401)).toMatchObject({ nonRetryable: true, type: 'ShopifyTokenRevokedError' })
  })

  it('repeats nothing of what Shopify wrote', () => {
    const secret = 'shpat_0123456789 of Ada Lovelace <ada@example.com>'
    const error = classifyGraphQLErrors(
      [{ message: secret, extensions: { code: 'BAD_REQUEST' } }],
      null,
      'r-9',
    )
    const failure = error && toFailure(error)
    expect(JSON.stringify([failure?.message, failure?.details])).not.toMatch(/shpat|Ada|example/)
    expect(failure?.message).toContain('r-9')
  })

  it('carries a sentence and what to do for every kind', () => {
    for (const [status] of byStatus) {
      const error = classifyStatus(status, null, null)
      const explanation = error && explainError(error)
      expect(explanation?.sentence).toMatch(/\.$/)
      expect(explanation?.action).toMatch(/\.$/)
    }
  })
})
