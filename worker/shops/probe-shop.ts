import { z } from 'zod'
import { ShopifyError } from '../shopify/errors.ts'
import { explainError } from '../shopify/explain-error.ts'
import { grantToken } from '../shopify/grant-token.ts'
import { type Gap, requestWithOptional } from '../shopify/optional-fields.ts'
import { SHOP, SHOP_OPTIONAL, shopCost } from '../shopify/queries/shop.graphql.ts'
import { readShape } from '../shopify/read-shape.ts'
import { UNPACED } from '../shopify/shop-budget.ts'
import { createShopClient } from '../shopify/shop-client.ts'
import type { NewConnection } from '@tidemark/db'
import type { OwnAccess } from './shop-access.ts'
import { ShopError } from './shop-error.ts'

const answerSchema = z.object({
  shop: z.object({ name: z.string(), myshopifyDomain: z.string() }),
  currentAppInstallation: z
    .object({ accessScopes: z.array(z.object({ handle: z.string() })) })
    .nullish(),
})

/** What Shopify says of a shop to whom it lets in. */
export type ProbedShop = {
  name: string
  scopes: string[]
  /** The token that an app's credentials were exchanged for. */
  granted: { accessToken: string; expiresAt: Date } | null
}

/** Asks Shopify whether these credentials work. Throws a `ShopError` that says why not. */
export async function probeShop(
  origin: string,
  shopDomain: string,
  access: OwnAccess,
): Promise<ProbedShop> {
  try {
    return await askShop(origin, shopDomain, access)
  } catch (error) {
    if (error instanceof WrongShopError) throw new ShopError(`${error.message} Nothing was stored.`)
    if (!(error instanceof ShopifyError)) throw error
    const { sentence } = explainError(error)
    throw new ShopError(`${sentence} Nothing was stored.`)
  }
}

/** The credentials are another shop's. */
export class WrongShopError extends Error {
  override readonly name = 'WrongShopError'
}

/** The same, with Shopify's errors as they are. */
export async function askShop(
  origin: string,
  shopDomain: string,
  access: NewConnection,
): Promise<ProbedShop> {
  const granted =
    access.kind === 'client_credentials'
      ? await grantToken(origin, shopDomain, access, new Date())
      : null
  const token = tokenOf(access) ?? granted?.accessToken ?? ''
  const client = createShopClient({
    shopDomain,
    origin,
    credentials: { accessToken: () => Promise.resolve(token), renew: () => Promise.resolve(false) },
    budget: UNPACED,
  })
  const optional = { variables: SHOP_OPTIONAL, gaps: [] as Gap[] }
  const signal = AbortSignal.timeout(60_000)
  const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))
  const query = { document: SHOP, cost: shopCost }
  const { data } = await requestWithOptional(client, query, optional, { signal, pause })
  const { shop, currentAppInstallation } = readShape(answerSchema, data)
  if (shop.myshopifyDomain.toLowerCase() !== shopDomain) {
    throw new WrongShopError(`This token belongs to ${shop.myshopifyDomain}, not to ${shopDomain}.`)
  }
  const scopes = currentAppInstallation?.accessScopes.map(({ handle }) => handle)
  return { name: shop.name, scopes: scopes ?? granted?.scopes ?? [], granted }
}

function tokenOf(access: NewConnection): string | undefined {
  if (access.kind === 'admin_token') return access.accessToken
  return access.kind === 'oauth' ? access.tokens.accessToken : undefined
}
