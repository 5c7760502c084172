import { z } from 'zod'
import { ShopifyNetworkError } from './errors.ts'
import { askForToken, toScopes } from './token-endpoint.ts'

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
  const answer = await askForToken(origin, shopDomain, {
    client_id: app.clientId,
    client_secret: app.clientSecret,
    grant_type: 'client_credentials',
  })
  const granted = grantSchema.safeParse(answer)
  if (!granted.success) throw new ShopifyNetworkError('Shopify gave no usable token.')
  const { access_token: accessToken, scope, expires_in: seconds } = granted.data
  return {
    accessToken,
    scopes: toScopes(scope),
    expiresAt: new Date(now.getTime() + seconds * 1000),
  }
}
