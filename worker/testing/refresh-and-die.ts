/**
 * A worker that dies at the worst moment: Shopify has answered with new tokens, and they are not
 * committed yet. Run as a process of its own, with what it needs as JSON in `TIDEMARK_TEST`.
 */
import { createDb } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import type { ShopifyApp } from '../shopify/app.ts'
import { createShopCredentials } from '../shopify/shop-credentials.ts'

const { databaseUrl, keys, origin, app, tenantId, shopDomain } = JSON.parse(
  process.env['TIDEMARK_TEST'] ?? '{}',
) as Record<'databaseUrl' | 'keys' | 'origin' | 'tenantId' | 'shopDomain', string> & {
  app: ShopifyApp
}

const ask = globalThis.fetch
globalThis.fetch = async (...args) => {
  const answer = await ask(...args)
  await answer.arrayBuffer()
  process.kill(process.pid, 'SIGKILL')
  return answer
}

const db = createDb({ url: databaseUrl, poolSize: 1 })
const source = { db, keyring: readKeyring(keys), origin, app, clock: () => new Date() }
await createShopCredentials(source, { tenantId, shopDomain }).accessToken()
