import { timingSafeEqual } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { issueToken } from '../world/index.ts'
import type { ShopState, World } from '../world/model.ts'
import { headerOf, readBody, toJsonObject } from './request.ts'
import { json } from './response.ts'
import type { Reply } from './response.ts'

/** A token of the client credentials grant lives a day, less a second. */
const EXPIRES_IN = 86_399

/** `POST /{shop}/admin/oauth/access_token` with the client credentials grant, JSON or form. */
export async function answerAccessToken(
  world: World,
  { shop }: ShopState,
  request: IncomingMessage,
): Promise<Reply> {
  const body = await readBody(request)
  const isForm = headerOf(request, 'content-type')?.startsWith('application/x-www-form-urlencoded')
  const fields: Record<string, unknown> = isForm
    ? Object.fromEntries(new URLSearchParams(body))
    : toJsonObject(body)
  if (fields['grant_type'] !== 'client_credentials') {
    return refuse('unsupported_grant_type', 'The stand-in only knows client_credentials.')
  }
  if (fields['client_id'] !== shop.clientId) {
    return refuse('application_cannot_be_found', 'No app with this client id is installed here.')
  }
  if (!isSame(String(fields['client_secret'] ?? ''), shop.clientSecret)) {
    return refuse('invalid_client', 'The client secret is wrong.')
  }
  const { token, scopes } = issueToken(world, shop.domain)
  return json(200, { access_token: token, scope: scopes.join(','), expires_in: EXPIRES_IN })
}

function refuse(error: string, description: string): Reply {
  return json(400, { error, error_description: description })
}

function isSame(given: string, secret: string): boolean {
  const a = Buffer.from(given)
  const b = Buffer.from(secret)
  return a.length === b.length && timingSafeEqual(a, b)
}
