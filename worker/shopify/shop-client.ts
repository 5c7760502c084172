import { type AdminApiClient, createAdminApiClient } from '@shopify/admin-api-client'
import { API_VERSION } from './api-version.ts'
import { readAnswer, type QueryCost } from './answer.ts'
import { toBudgetOutcome } from './budget-outcome.ts'
import { ShopifyThrottledError, ShopifyTokenRevokedError } from './errors.ts'
import { KnownCosts } from './known-costs.ts'
import { createOriginFetch } from './origin.ts'
import { LONG_WAIT_MS, type Pause, type ShopBudget } from './shop-budget.ts'

/** Where a shop's token comes from, and how to get another one if it is refused. */
export type Credentials = {
  accessToken(): Promise<string>
  /** Gets a new token after a 401; false if only a person can. */
  renew(refused: string): Promise<boolean>
}

/** What an activity lends to its requests: cancellation, and a sleep that heartbeats. */
export type Caller = { signal: AbortSignal; pause: Pause }

/** A query document, the cost that we computed for it, and its variables. */
export type ShopQuery = {
  document: string
  cost: number
  variables?: Record<string, unknown>
}

export type ShopAnswer = { data: unknown; cost: QueryCost | null; time?: AnswerTime | undefined }

/** What an answer took: Shopify's time, and the time in which the bucket restores its points, ms. */
export type AnswerTime = { answerMs: number; restoreMs: number }

/** One shop's Admin API. */
export type ShopClient = {
  readonly shopDomain: string
  /** Optional fields that are not asked for, because the shop forbids to store them. */
  readonly withheld?: readonly string[]
  /**
   * Asks once the budget allows it. Throttling is waited for, all else is thrown as a
   * `ShopifyError`; nothing is retried here but a throttled query and a renewed token.
   */
  request(query: ShopQuery, caller: Caller): Promise<ShopAnswer>
}

/** Shopify's advice after a refusal; the budget knows what is to be waited beyond it. */
const BACK_OFF_MS = 1000

/** Shopify itself gives up after ten seconds; this is for connections that hang. */
const REQUEST_TIMEOUT_MS = 30_000

export function createShopClient(options: {
  shopDomain: string
  /** `SHOPIFY_ORIGIN` */
  origin: string
  credentials: Credentials
  budget: ShopBudget
  costs?: KnownCosts
  withheld?: readonly string[]
  /** For tests. */
  timeoutMs?: number
  /** Called when Shopify serves another API version than the one asked for. */
  onOtherVersion?: (version: string) => void
}): ShopClient {
  const { shopDomain, credentials, budget } = options
  const costs = options.costs ?? new KnownCosts()
  const timeoutMs = options.timeoutMs ?? REQUEST_TIMEOUT_MS
  const customFetchApi = createOriginFetch(options.origin, shopDomain)
  let current: { token: string; api: AdminApiClient } | null = null

  function apiFor(token: string): AdminApiClient {
    if (current?.token !== token) {
      const api = createAdminApiClient({
        storeDomain: shopDomain,
        apiVersion: API_VERSION,
        accessToken: token,
        userAgentPrefix: 'Tidemark',
        retries: 0,
        customFetchApi,
      })
      current = { token, api }
    }
    return current.api
  }

  async function ask(query: ShopQuery, token: string, caller: Caller) {
    caller.signal.throwIfAborted()
    const api = apiFor(token)
    const cost = costs.of(query)
    const settle = await budget.reserve(cost, caller.pause)
    const askedAt = performance.now()
    const signal = AbortSignal.any([caller.signal, AbortSignal.timeout(timeoutMs)])
    const response = await api.request(query.document, {
      ...(query.variables ? { variables: query.variables } : {}),
      signal,
    })
    const answerMs = performance.now() - askedAt
    const answer = readAnswer(response, cost)
    if (answer.cost) costs.learn(query, answer.cost.requested)
    await settle(toBudgetOutcome(answer))
    await response.errors?.response?.body?.cancel().catch(() => undefined)
    caller.signal.throwIfAborted()
    const served = response.headers?.get('x-shopify-api-version')
    if (served && served !== API_VERSION) options.onOtherVersion?.(served)
    const points = answer.cost?.actual ?? cost
    const restoreMs = (points / (answer.throttleStatus?.restoreRate ?? Infinity)) * 1000
    return { ...answer, time: { answerMs, restoreMs } }
  }

  return {
    shopDomain,
    withheld: options.withheld ?? [],
    async request(query, caller) {
      for (let renewed = false; ;) {
        const token = await credentials.accessToken()
        const { data, cost, time, error } = await ask(query, token, caller)
        if (!error) return { data, cost, time }
        if (error instanceof ShopifyThrottledError && error.waitMs <= LONG_WAIT_MS) {
          await caller.pause(BACK_OFF_MS)
        } else if (error instanceof ShopifyTokenRevokedError && !renewed) {
          renewed = await credentials.renew(token)
          if (!renewed) throw error
        } else {
          throw error
        }
      }
    },
  }
}
