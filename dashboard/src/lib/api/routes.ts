import type {
  CohortsResponse,
  ConnectAnswer,
  ConnectionResponse,
  ConnectOptions,
  ConnectRequest,
  ControlResponse,
  CoverageResponse,
  CustomerDriftResponse,
  CustomerResponse,
  CustomersResponse,
  DefinitionsResponse,
  ExportsResponse,
  OrderListResponse,
  OrderResponse,
  OrdersResponse,
  ProductFiltersResponse,
  ProductResponse,
  ProductsResponse,
  ProofResponse,
  RejectedResponse,
  RfmResponse,
  SalesFiltersResponse,
  SalesResponse,
  LoginResponse,
  MembersResponse,
  SessionResponse,
  SetupState,
  ShopCommand,
  ShopResponse,
  ShopsResponse,
  StatsResponse,
  SyncNowResponse,
  SyncResponse,
  TimeBetweenOrdersResponse,
  TopCustomersResponse,
  WebhooksResponse,
} from '@tidemark/api/contract'
import { ask, post, type Answer } from './answer.ts'

type Fetch = typeof globalThis.fetch

/** Parameters of a route, under the API's own names. */
export type Query = Record<string, string>

const withQuery = (path: `/api/${string}`, query: Query): `/api/${string}` =>
  `${path}?${new URLSearchParams(query)}`

export const fetchSession = (fetch: Fetch): Promise<Answer<SessionResponse>> =>
  ask(fetch, '/api/session')

export const fetchShop = (fetch: Fetch): Promise<Answer<ShopResponse>> => ask(fetch, '/api/shop')

/** What a shop's people have chosen for its dashboard. */
export const changeShop = (
  fetch: Fetch,
  settings: Pick<ShopResponse, 'usualReversals'>,
): Promise<Answer<ShopResponse>> => post(fetch, '/api/shop', settings, 'PATCH')

export const fetchShops = (fetch: Fetch, query: Query): Promise<Answer<ShopsResponse>> =>
  ask(fetch, withQuery('/api/shops/overview', query))

export const fetchDefinitions = (fetch: Fetch): Promise<Answer<DefinitionsResponse>> =>
  ask(fetch, '/api/definitions')

export const fetchStats = (fetch: Fetch, query: Query): Promise<Answer<StatsResponse>> =>
  ask(fetch, withQuery('/api/stats', query))

export const fetchOrders = (fetch: Fetch, query: Query): Promise<Answer<OrdersResponse>> =>
  ask(fetch, withQuery('/api/orders', query))

export const fetchOrderList = (fetch: Fetch, query: Query): Promise<Answer<OrderListResponse>> =>
  ask(fetch, withQuery('/api/orders/list', query))

export const fetchOrder = (fetch: Fetch, id: string): Promise<Answer<OrderResponse>> =>
  ask(fetch, `/api/orders/${encodeURIComponent(id)}`)

export const fetchSales = (fetch: Fetch, query: Query): Promise<Answer<SalesResponse>> =>
  ask(fetch, withQuery('/api/sales', query))

export const fetchSalesFilters = (fetch: Fetch): Promise<Answer<SalesFiltersResponse>> =>
  ask(fetch, '/api/sales/filters')

export const fetchProducts = (fetch: Fetch, query: Query): Promise<Answer<ProductsResponse>> =>
  ask(fetch, withQuery('/api/products', query))

export const fetchProductFilters = (fetch: Fetch): Promise<Answer<ProductFiltersResponse>> =>
  ask(fetch, '/api/products/filters')

export const fetchProduct = (
  fetch: Fetch,
  id: string,
  query: Query,
): Promise<Answer<ProductResponse>> =>
  ask(fetch, withQuery(`/api/products/${encodeURIComponent(id)}`, query))

export const fetchTopCustomers = (
  fetch: Fetch,
  limit: number,
): Promise<Answer<TopCustomersResponse>> => ask(fetch, `/api/customers/top?limit=${limit}`)

export const fetchCustomers = (fetch: Fetch, query: Query): Promise<Answer<CustomersResponse>> =>
  ask(fetch, withQuery('/api/customers', query))

export const fetchCustomer = (
  fetch: Fetch,
  id: string,
  query: Query,
): Promise<Answer<CustomerResponse>> =>
  ask(fetch, withQuery(`/api/customers/${encodeURIComponent(id)}`, query))

export const fetchCustomerDrift = (
  fetch: Fetch,
  query: Query,
): Promise<Answer<CustomerDriftResponse>> => ask(fetch, withQuery('/api/customers/drift', query))

export const fetchRfm = (fetch: Fetch): Promise<Answer<RfmResponse>> =>
  ask(fetch, '/api/customers/rfm')

export const fetchTimeBetweenOrders = (
  fetch: Fetch,
  query: Query,
): Promise<Answer<TimeBetweenOrdersResponse>> =>
  ask(fetch, withQuery('/api/customers/time-between-orders', query))

export const fetchCohorts = (fetch: Fetch, query: Query): Promise<Answer<CohortsResponse>> =>
  ask(fetch, withQuery('/api/cohorts', query))

export const fetchSync = (fetch: Fetch, limit: number): Promise<Answer<SyncResponse>> =>
  ask(fetch, `/api/sync?limit=${limit}`)

export const startSync = (fetch: Fetch): Promise<Answer<SyncNowResponse>> =>
  post(fetch, '/api/sync')

export const fetchCoverage = (fetch: Fetch): Promise<Answer<CoverageResponse>> =>
  ask(fetch, '/api/coverage')

/** Of the last 30 days. */
export const fetchProof = (fetch: Fetch): Promise<Answer<ProofResponse>> => ask(fetch, '/api/proof')

export const fetchRejected = (fetch: Fetch, limit: number): Promise<Answer<RejectedResponse>> =>
  ask(fetch, `/api/rejected?limit=${limit}`)

export const controlShop = (fetch: Fetch, command: ShopCommand): Promise<Answer<ControlResponse>> =>
  post(fetch, '/api/shop/control', command)

export const chooseTenant = (fetch: Fetch, tenantId: string): Promise<Answer<unknown>> =>
  post(fetch, '/api/session/tenant', { tenantId })

export const signOut = (fetch: Fetch): Promise<Answer<unknown>> => post(fetch, '/api/logout')

export const fetchSetup = (fetch: Fetch): Promise<Answer<SetupState>> => ask(fetch, '/api/setup')

export const setUp = (
  fetch: Fetch,
  owner: { code: string; email: string; password: string },
): Promise<Answer<LoginResponse>> => post(fetch, '/api/setup', owner)

export const fetchConnectOptions = (fetch: Fetch): Promise<Answer<ConnectOptions>> =>
  ask(fetch, '/api/connect')

/** A shop's own credentials, as `POST /api/connect` takes them. */
export type OwnAccess =
  | { kind: 'admin_token'; accessToken: string }
  | { kind: 'client_credentials'; clientId: string; clientSecret: string }

export const connectShop = (
  fetch: Fetch,
  shop: { shop: string; access: OwnAccess; storesNames?: boolean },
): Promise<Answer<ConnectAnswer>> => post(fetch, '/api/connect', shop)

export const fetchConnectRequest = (fetch: Fetch, id: string): Promise<Answer<ConnectRequest>> =>
  ask(fetch, `/api/connect/${encodeURIComponent(id)}`)

export const claimShop = (
  fetch: Fetch,
  id: string,
  account: { email: string; password: string },
): Promise<Answer<LoginResponse>> =>
  post(fetch, `/api/connect/${encodeURIComponent(id)}/account`, account)

export const fetchConnection = (fetch: Fetch): Promise<Answer<ConnectionResponse>> =>
  ask(fetch, '/api/connection')

export const fetchWebhooks = (fetch: Fetch): Promise<Answer<WebhooksResponse>> =>
  ask(fetch, '/api/webhooks')

export const fetchPrivacyFiles = (fetch: Fetch): Promise<Answer<ExportsResponse>> =>
  ask(fetch, '/api/compliance/exports')

export const fetchMembers = (fetch: Fetch): Promise<Answer<MembersResponse>> =>
  ask(fetch, '/api/members')

export const removeMember = (fetch: Fetch, id: string): Promise<Answer<MembersResponse>> =>
  ask(fetch, `/api/members/${encodeURIComponent(id)}`, { method: 'DELETE' })

export const changeConnection = (
  fetch: Fetch,
  settings: { storesNames: boolean },
): Promise<Answer<ConnectionResponse>> => post(fetch, '/api/connection', settings, 'PATCH')
