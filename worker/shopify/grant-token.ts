import { z } from 'zod'
import { classifyStatus } from './classify-response.ts'
import { ShopifyNetworkError, ShopifyTokenRevokedError } from './errors.ts'
import { shopOrigin } from './origin.ts'

const grantSchema = z.object({
  access_token: z.string().min(1),
  scope: z.string().default(''),
  expires_in: z.number().positive().default(86_399),
})

export type GrantedAccess = { accessToken: string; scopes: string[]; expiresAt: Date }

/**
 * Exchanges the id and secret of an app of one's own organisation for a token that lasts a day.
 * Refused credentials are a `ShopifyTokenRevokedError`.
 */
export async function grantToken(
  origin: string,
  shopDomain: string,
  app: { clientId: string; clientSecret: string },
  now: Date,
): Promise<GrantedAccess> {
  const response = await post(`${shopOrigin(origin, shopDomain)}/admin/oauth/access_token`, {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    grant_type: 'client_credentials',
  })
  if (response.status === 400) throw new ShopifyTokenRevokedError()
  const error = classifyStatus(response.status, response.headers.get('retry-after'), null)
  if (error) throw error
  const granted = grantSchema.safeParse(await response.json().catch(() => null))
  if (!granted.success) throw new ShopifyNetworkError('Shopify gave no usable token.')
  const { access_token: accessToken, scope, expires_in: seconds } = granted.data
  return {
    accessToken,
    scopes: scope.split(',').filter((name) => name !== ''),
    expiresAt: new Date(now.getTime() + seconds * 1000),
  }
}

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
