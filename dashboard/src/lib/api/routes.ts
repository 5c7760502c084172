import type {
  ControlResponse,
  CoverageResponse,
  Interval,
  OrdersResponse,
  RejectedResponse,
  SessionResponse,
  ShopCommand,
  ShopResponse,
  StatsResponse,
  SyncNowResponse,
  SyncResponse,
  TopCustomersResponse,
} from '@tidemark/api/contract'
import { ask, post, type Answer } from './answer.ts'

type Fetch = typeof globalThis.fetch

/** Days in the shop's zone; an end that is left out is open. */
export interface Days {
  from?: string
  to?: string
}

export const fetchSession = (fetch: Fetch): Promise<Answer<SessionResponse>> =>
  ask(fetch, '/api/session')

export const fetchShop = (fetch: Fetch): Promise<Answer<ShopResponse>> => ask(fetch, '/api/shop')

export const fetchStats = (fetch: Fetch, days: Days): Promise<Answer<StatsResponse>> =>
  ask(fetch, `/api/stats?${new URLSearchParams({ ...days })}`)

export const fetchOrders = (
  fetch: Fetch,
  days: Days,
  interval: Interval,
): Promise<Answer<OrdersResponse>> =>
  ask(fetch, `/api/orders?${new URLSearchParams({ ...days, interval })}`)

export const fetchTopCustomers = (
  fetch: Fetch,
  limit: number,
): Promise<Answer<TopCustomersResponse>> => ask(fetch, `/api/customers/top?limit=${limit}`)

export const fetchSync = (fetch: Fetch, limit: number): Promise<Answer<SyncResponse>> =>
  ask(fetch, `/api/sync?limit=${limit}`)

export const startSync = (fetch: Fetch): Promise<Answer<SyncNowResponse>> =>
  post(fetch, '/api/sync')

export const fetchCoverage = (fetch: Fetch): Promise<Answer<CoverageResponse>> =>
  ask(fetch, '/api/coverage')

export const fetchRejected = (fetch: Fetch, limit: number): Promise<Answer<RejectedResponse>> =>
  ask(fetch, `/api/rejected?limit=${limit}`)

export const controlShop = (fetch: Fetch, command: ShopCommand): Promise<Answer<ControlResponse>> =>
  post(fetch, '/api/shop/control', command)

export const chooseTenant = (fetch: Fetch, tenantId: string): Promise<Answer<unknown>> =>
  post(fetch, '/api/session/tenant', { tenantId })

export const signOut = (fetch: Fetch): Promise<Answer<unknown>> => post(fetch, '/api/logout')
