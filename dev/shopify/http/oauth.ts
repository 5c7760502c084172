import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { acquireToken, refreshToken } from '../app/offline-tokens.ts'
import type { Holder } from '../app/offline-tokens.ts'
import { issueToken, now } from '../world/index.ts'
import type { ShopState } from '../world/model.ts'
import { headerOf, readBody, toJsonObject } from './request.ts'
import { json } from './response.ts'
import type { Reply } from './response.ts'
import type { ServerState } from './shops.ts'
import { meetTokenFaults } from './token-faults.ts'

/** A token of the client credentials grant lives a day, less a second. */
const EXPIRES_IN = 86_399

type Fields = Readonly<Record<string, unknown>>

/**
 * `POST /{shop}/admin/oauth/access_token`, JSON or form: exchanges a code, renews by a refresh token,
 * or gives the shop's own app a token for its client credentials.
 */
export async function answerAccessToken(
  server: ServerState,
  state: ShopState,
  request: IncomingMessage,
): Promise<{ reply: Reply; cut: boolean }> {
  const fields = await readFields(request)
  const grant = String(fields['grant_type'] ?? 'authorization_code')
  const { reply, cut } = await meetTokenFaults(server.faults, state.shop.domain, grant)
  return { reply: reply ?? answerGrant(server, state, grant, fields), cut }
}

function answerGrant(server: ServerState, state: ShopState, grant: string, fields: Fields): Reply {
  const { app } = server.store.partners
  if (grant === 'client_credentials') return grantCredentials(server, state, fields)
  if (grant !== 'authorization_code' && grant !== 'refresh_token') {
    return refuse(400, 'unsupported_grant_type', 'The stand-in does not know this grant.')
  }
  if (fields['client_id'] !== app.clientId) return refuseApp()
  const given = String(fields['client_secret'] ?? '')
  if (!app.clientSecrets.some((known) => isSame(given, known))) return refuseSecret()
  return grant === 'refresh_token'
    ? renewToken(server, state, String(fields['refresh_token'] ?? ''))
    : exchangeCode(server, state, fields)
}

async function readFields(request: IncomingMessage): Promise<Fields> {
  const body = await readBody(request)
  const isForm = headerOf(request, 'content-type')?.startsWith('application/x-www-form-urlencoded')
  return isForm ? Object.fromEntries(new URLSearchParams(body)) : toJsonObject(body)
}

function exchangeCode(server: ServerState, state: ShopState, fields: Fields): Reply {
  const holder = findHolder(server, state)
  const code = String(fields['code'] ?? '')
  const isGood = server.codes.take(code, state.shop.domain, now(server.world))
  if (holder === undefined || !isGood) {
    return refuse(
      400,
      'invalid_request',
      'The authorization code was not found or was already used',
    )
  }
  const answer = acquireToken(holder, /^(?:1|true)$/.test(String(fields['expiring'] ?? '')))
  server.store.save()
  return json(200, answer)
}

function renewToken(server: ServerState, state: ShopState, token: string): Reply {
  const holder = findHolder(server, state)
  const answer = holder === undefined ? null : refreshToken(holder, token)
  if (answer === null) {
    return refuse(401, 'invalid_grant', 'The refresh token is invalid, expired or revoked')
  }
  server.store.save()
  return json(200, answer)
}

function findHolder({ store, world }: ServerState, { shop }: ShopState): Holder | undefined {
  const installation = store.partners.installations[shop.domain]
  if (installation === undefined) return undefined
  const { partners } = store
  return { partners, seed: world.seed, shop: shop.domain, installation, at: now(world) }
}

function grantCredentials({ world }: ServerState, { shop }: ShopState, fields: Fields): Reply {
  if (fields['client_id'] !== shop.clientId) return refuseApp()
  if (!isSame(String(fields['client_secret'] ?? ''), shop.clientSecret)) return refuseSecret()
  const { token, scopes } = issueToken(world, shop.domain)
  return json(200, { access_token: token, scope: scopes.join(','), expires_in: EXPIRES_IN })
}

function refuseApp(): Reply {
  return refuse(400, 'application_cannot_be_found', 'No app with this client id is installed here.')
}

function refuseSecret(): Reply {
  return refuse(400, 'invalid_client', 'The client secret is wrong.')
}

function refuse(status: number, error: string, description: string): Reply {
  return json(status, { error, error_description: description })
}

function isSame(given: string, secret: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(secret)
  return a.length === b.length && timingSafeEqual(a, b)
}
