import { inTenant, saveConnection, type TokenPair, WANTED_SCOPES } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { shopOrigin } from '../shopify/origin.ts'
import { exchangeCode } from '../shopify/token-endpoint.ts'
import type { TestShop } from './test-shop.ts'

const APP_URL = 'http://127.0.0.1:3000'

/** A code as the consent page gives it, for a merchant who agrees to everything. */
export async function getCode(shop: Pick<TestShop, 'standIn' | 'shopDomain'>): Promise<string> {
  const { standIn, shopDomain } = shop
  await standIn.post('app', { appUrl: APP_URL })
  await standIn.post('install', { shop: shopDomain, scopes: [...WANTED_SCOPES] })
  const { clientId } = await standIn.app()
  const query = new URLSearchParams({
    client_id: clientId,
    scope: WANTED_SCOPES.join(','),
    redirect_uri: `${APP_URL}/api/shopify/callback`,
    state: 'state',
  })
  const page = `${shopOrigin(standIn.origin, shopDomain)}/admin/oauth/authorize?${query.toString()}`
  const { headers } = await fetch(page, { redirect: 'manual' })
  const code = new URL(headers.get('location') ?? '').searchParams.get('code')
  if (code === null) throw new Error('The consent page gave no code')
  return code
}

/** Connects the test's shop through the consent page. */
export async function install(shop: TestShop): Promise<TokenPair> {
  const { standIn, shopDomain, db, tenantId, keys } = shop
  const source = {
    origin: standIn.origin,
    shopDomain,
    app: await standIn.app(),
    now: new Date(),
  }
  const { tokens, scopes } = await exchangeCode(source, await getCode(shop))
  await inTenant(db, tenantId, (trx) =>
    saveConnection(trx, readKeyring(keys), { kind: 'oauth', tokens, scopes }),
  )
  return tokens
}
