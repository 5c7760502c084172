import { setTimeout as sleep } from 'node:timers/promises'
import type { IncomingMessage } from 'node:http'
import { dataAccessOf } from '../app/data-access.ts'
import { now } from '../world/index.ts'
import type { ShopState } from '../world/model.ts'
import { API_VERSION } from '../graphql/schema.ts'
import { serveGraphql, THROTTLED } from '../graphql/serve.ts'
import type { GraphqlRequest } from '../graphql/serve.ts'
import { GRAPHQL_FAULTS } from './faults.ts'
import type { GraphqlFault } from './faults.ts'
import { BadRequestError, headerOf, readBody, toJsonObject } from './request.ts'
import { json, shopifyError } from './response.ts'
import type { Reply } from './response.ts'
import { bucketOf } from './shops.ts'
import type { ServerState } from './shops.ts'
import { findToken } from './token.ts'

/** What a GraphQL request comes to: an answer, and whether its connection breaks on the way. */
export interface GraphqlReply {
  reply: Reply
  cut: boolean
}

const UNAUTHORIZED = '[API] Invalid API key or access token (unrecognized login or wrong password)'

/** `POST /{shop}/admin/api/{version}/graphql.json`; any version is served as the one there is. */
export async function answerGraphql(
  server: ServerState,
  state: ShopState,
  request: IncomingMessage,
): Promise<GraphqlReply> {
  const { domain } = state.shop
  server.requests.set(domain, (server.requests.get(domain) ?? 0) + 1)
  const at = now(server.world)
  const token = findToken(server, state, headerOf(request, 'x-shopify-access-token'), at)
  if (token === undefined) return { reply: shopifyError(401, UNAUTHORIZED), cut: false }

  const asked = await readRequest(request)
  const text = `${asked.operationName ?? ''} ${asked.query}`
  const faults = server.faults.draw(GRAPHQL_FAULTS, domain, text)
  for (const slow of faults.filter((one) => one.kind === 'slow')) await sleep(slow.ms ?? 1000)
  const cut = faults.some(({ kind }) => kind === 'cut')
  const fault = faults.find((one) => one.kind !== 'slow' && one.kind !== 'cut')
  if (fault !== undefined) return { reply: toFaultReply(server, state, fault), cut }

  const body = await serveGraphql(asked, {
    bucket: bucketOf(server, state),
    costDebug: headerOf(request, 'shopify-graphql-cost-debug') === '1',
    context: {
      world: server.world,
      state,
      now: at,
      clientId: token.clientId,
      scopes: token.scopes,
      dataAccess: dataAccessOf(server.store.partners, domain, token.clientId),
      searches: [],
      searchDebug: headerOf(request, 'shopify-search-query-debug') === '1',
      bulk: server.bulk,
      subscriptions: server.subscriptions,
      origin: originOf(request),
    },
  })
  return { reply: json(200, body, { 'x-shopify-api-version': API_VERSION }), cut }
}

/** The server's own address, whatever name the client gave it: addresses in answers lead there. */
function originOf({ socket }: IncomingMessage): string {
  return `http://${socket.localAddress ?? '127.0.0.1'}:${socket.localPort ?? 0}`
}

/** Reads the query out of a JSON body, or out of a body that is the query (`application/graphql`). */
async function readRequest(request: IncomingMessage): Promise<GraphqlRequest> {
  const text = await readBody(request)
  if (headerOf(request, 'content-type')?.startsWith('application/graphql')) {
    return { query: text, variables: {}, operationName: null }
  }
  const { query, variables, operationName } = toJsonObject(text)
  if (typeof query !== 'string' || query === '') {
    throw new BadRequestError('Required parameter missing or invalid: query.')
  }
  if (variables !== undefined && variables !== null && typeof variables !== 'object') {
    throw new BadRequestError('variables must be an object.')
  }
  return {
    query,
    variables: (variables ?? {}) as Record<string, unknown>,
    operationName: typeof operationName === 'string' ? operationName : null,
  }
}

function toFaultReply(
  server: ServerState,
  state: ShopState,
  fault: Exclude<GraphqlFault, { kind: 'slow' | 'cut' }>,
): Reply {
  if (fault.kind === 'throttle') {
    const status = { ...bucketOf(server, state).status(), currentlyAvailable: 0 }
    const cost = { requestedQueryCost: 100, actualQueryCost: null, throttleStatus: status }
    return json(200, { errors: [THROTTLED], extensions: { cost } })
  }
  if (fault.kind === 'graphql-error') {
    const error = { message: 'Something went wrong', extensions: { code: 'INTERNAL_SERVER_ERROR' } }
    return json(200, { data: null, errors: [error] })
  }
  const status = fault.status ?? 503
  const headers: Record<string, string> =
    fault.retryAfter === undefined ? {} : { 'retry-after': String(fault.retryAfter) }
  return json(status, { errors: REASONS[status] ?? 'Internal Server Error' }, headers)
}

const REASONS: Record<number, string> = {
  401: UNAUTHORIZED,
  402: 'Unavailable Shop',
  403: 'Forbidden',
  404: 'Not Found',
  423: 'Unavailable Shop',
  429: 'Exceeded 2 calls per second for api client. Reduce request rates to resume uninterrupted service.',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
}
