import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { TROUBLES } from '../app/trouble.ts'
import { now } from '../world/index.ts'
import { answerAuthorize, answerConsent } from './authorize.ts'
import { answerControl } from './control.ts'
import { answerGraphql } from './graphql-endpoint.ts'
import { answerIndex, answerShopAction } from './index-page.ts'
import { answerAccessToken } from './oauth.ts'
import { BadRequestError, headerOf } from './request.ts'
import { createRequestId, json, send, sendCut, shopifyError } from './response.ts'
import type { Reply } from './response.ts'
import { sendBulkResult } from './send-bulk-result.ts'
import { sendDump } from './send-dump.ts'
import { findRequestedShop } from './shops.ts'
import type { ServerState } from './shops.ts'
import { findToken } from './token.ts'

/** Called once for each answered request, with a line for people. */
export type LogLine = (line: string) => void

const ADMIN_PATH = /^(?:\/([^/]+))?\/admin\/(.+)$/
const SHOP_ACTION_PATH = /^\/shops\/([^/]+)\/(install|order|uninstall)$/
const GRAPHQL_PATH = /^api\/(?:[^/]+\/)?graphql\.json$/

/** The HTTP server of the stand-in; it does not listen yet. */
export function createShopifyServer(state: ServerState, log: LogLine): Server {
  return createServer({ keepAliveTimeout: 30_000 }, (request, response) => {
    const startedAt = performance.now()
    response.setHeader('x-request-id', createRequestId())
    response.once('close', () => {
      const milliseconds = Math.round(performance.now() - startedAt)
      log(`${request.method} ${request.url} ${response.statusCode} ${milliseconds} ms`)
    })
    answer(state, request, response).catch((error: unknown) => {
      sendFailure(response, error)
    })
  })
}

async function answer(
  server: ServerState,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://stand-in')
  if (url.pathname === '/') return send(response, answerIndex(server))
  if (url.pathname.startsWith('/_bulk/')) return sendBulkResult(server, url, request, response)
  if (url.pathname === '/_control/dump') return sendDump(server, url, response)
  if (url.pathname === '/_truth' || url.pathname.startsWith('/_control/')) {
    return send(response, await answerControl(server, url, request))
  }
  const [, name, action] = SHOP_ACTION_PATH.exec(url.pathname) ?? []
  if (name !== undefined && action !== undefined) {
    return send(response, answerShopAction(server, name, `${request.method} ${action}`))
  }
  const [, path = null, rest = ''] = ADMIN_PATH.exec(url.pathname) ?? []
  const token = headerOf(request, 'x-shopify-access-token')
  const shop = findRequestedShop(server, { path, host: request.headers.host, token })
  if (shop === undefined) return send(response, shopifyError(404, 'Not Found'))
  const trouble = server.store.partners.troubles[shop.shop.domain]
  if (trouble !== undefined) {
    const { status, errors } = TROUBLES[trouble]
    return send(response, shopifyError(status, errors))
  }
  const route = `${request.method} ${GRAPHQL_PATH.test(rest) ? 'graphql' : rest}`
  if (route === 'POST graphql') {
    const { reply, cut } = await answerGraphql(server, shop, request)
    return cut ? sendCut(response, reply) : send(response, reply)
  }
  if (route === 'POST oauth/access_token') {
    const { reply, cut } = await answerAccessToken(server, shop, request)
    return cut ? sendCut(response, reply) : send(response, reply)
  }
  if (route === 'GET oauth/authorize') return send(response, answerAuthorize(server, shop, url))
  if (route === 'POST oauth/authorize') {
    return send(response, await answerConsent(server, shop, url, request))
  }
  if (route === 'GET oauth/access_scopes.json') {
    const known = findToken(server, shop, token, now(server.world))
    return send(response, toScopes(known?.scopes))
  }
  send(response, shopifyError(404, 'Not Found'))
}

function toScopes(scopes: readonly string[] | undefined): Reply {
  if (scopes === undefined) return shopifyError(401, 'Unauthorized')
  return json(200, { access_scopes: scopes.map((handle) => ({ handle })) })
}

function sendFailure(response: ServerResponse, error: unknown): void {
  if (response.headersSent) {
    response.destroy()
    return
  }
  if (error instanceof BadRequestError) {
    send(response, shopifyError(error.status, error.message))
    return
  }
  console.error(error)
  send(response, shopifyError(500, 'Internal Server Error'))
}
