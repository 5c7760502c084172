import type { TokenPair } from '@tidemark/db'
import { z } from 'zod'
import type { ShopifyApp } from './app.ts'
import { classifyStatus } from './classify-response.ts'
import { ShopifyNetworkError, ShopifyTokenRevokedError } from './errors.ts'
import { shopOrigin } from './origin.ts'

/** Asks a shop's token endpoint. What it refuses (400, 401) is a `ShopifyTokenRevokedError`. */
export async function askForToken(
  origin: string,
  shopDomain: string,
  body: Record<string, string>,
): Promise<unknown> {
  const response = await post(`${shopOrigin(origin, shopDomain)}/admin/oauth/access_token`, body)
  if (response.status === 400) throw new ShopifyTokenRevokedError()
  const error = classifyStatus(response.status, response.headers.get('retry-after'), null)
  if (error) throw error
  return await response.json().catch(() => null)
}

/** Where an app's tokens are asked for. */
export type TokenSource = { origin: string; shopDomain: string; app: ShopifyApp; now: Date }

/** Tokens with the scopes that they are good for. */
export type GrantedPair = { tokens: TokenPair; scopes: string[] }

/** What the consent page gave, once, for a pair of tokens that end. */
export const exchangeCode = (source: TokenSource, code: string): Promise<GrantedPair> =>
  askForPair(source, { code, expiring: '1' })

/**
 * A refresh token for a new pair. Until something of the new pair is used, Shopify takes the old
 * refresh token once more: an answer that got lost is asked for again.
 */
export const refreshPair = (source: TokenSource, refreshToken: string): Promise<GrantedPair> =>
  askForPair(source, { grant_type: 'refresh_token', refresh_token: refreshToken })

const pairSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1),
  scope: z.string().default(''),
  expires_in: z.number().positive(),
  refresh_token_expires_in: z.number().positive().optional(),
})

/** With each of the app's secrets in turn: while one takes the other's place, both are good. */
async function askForPair(
  { origin, shopDomain, app, now }: TokenSource,
  grant: Record<string, string>,
): Promise<GrantedPair> {
  const { clientId, clientSecrets } = app
  const [last = '', ...others] = clientSecrets.toReversed()
  const ask = (secret: string) =>
    askForToken(origin, shopDomain, { client_id: clientId, client_secret: secret, ...grant })
  for (const secret of others.toReversed()) {
    try {
      return toPair(await ask(secret), now)
    } catch (error) {
      if (!(error instanceof ShopifyTokenRevokedError)) throw error
    }
  }
  return toPair(await ask(last), now)
}

function toPair(answer: unknown, now: Date): GrantedPair {
  const granted = pairSchema.safeParse(answer)
  if (!granted.success) throw new ShopifyNetworkError('Shopify gave no usable tokens.')
  const { access_token, refresh_token, scope, expires_in, refresh_token_expires_in } = granted.data
  const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)
  return {
    tokens: {
      accessToken: access_token,
      refreshToken: refresh_token,
      grantedAt: now,
      expiresAt: after(expires_in),
      refreshExpiresAt:
        refresh_token_expires_in === undefined ? null : after(refresh_token_expires_in),
    },
    scopes: toScopes(scope),
  }
}

/** "read_orders,read_products" */
export const toScopes = (text: string): string[] =>
  text.split(/[\s,]+/).filter((name) => name !== '')

async function post(url: string, body: object): Promise<Response> {
  try {
    return await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify(body),
      redirect: 'manual',
      signal: AbortSignal.timeout(30_000),
    })
  } catch {
    throw new ShopifyNetworkError('Shopify could not be reached for a token.')
  }
}
