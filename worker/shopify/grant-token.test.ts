import { MockActivityEnvironment } from '@temporalio/testing'
import { inTenant, loadConnection, saveConnection, saveGrantedToken } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createActivities } from '../activities/index.ts'
import { startTestShop, type TestShop } from '../testing/test-shop.ts'

let shop: TestShop
beforeAll(async () => {
  shop = await startTestShop()
  const { clientId, clientSecret } = await shop.standIn.shop(shop.shopDomain)
  const connection = { kind: 'client_credentials', clientId, clientSecret } as const
  await inTenant(shop.db, shop.tenantId, (trx) =>
    saveConnection(trx, readKeyring(shop.keys), connection),
  )
})
afterAll(() => shop.stop())

const readShop = () =>
  new MockActivityEnvironment().run(createActivities(shop.createDeps()).readShop, {
    tenantId: shop.tenantId,
    runId: 'none',
  })

async function grantedToken() {
  const connection = await inTenant(shop.db, shop.tenantId, (trx) =>
    loadConnection(trx, readKeyring(shop.keys)),
  )
  if (connection?.kind !== 'client_credentials' || !connection.granted) throw new Error('no token')
  return connection.granted
}

const keep = (accessToken: string, expiresAt: Date) =>
  inTenant(shop.db, shop.tenantId, (trx) =>
    saveGrantedToken(trx, readKeyring(shop.keys), { accessToken, expiresAt }),
  )

const inHours = (hours: number) => new Date(Date.now() + hours * 3_600_000)

it('the first use exchanges the credentials for a token, and later uses keep it', async () => {
  await Promise.all([readShop(), readShop(), readShop()])
  const first = await grantedToken()
  await readShop()
  expect(await grantedToken()).toEqual(first)
  expect(first.expiresAt.getTime()).toBeGreaterThan(inHours(20).getTime())
})

it('a token that ends within the hour is renewed before it is used', async () => {
  const before = await grantedToken()
  await keep(before.accessToken, inHours(0.5))
  await readShop()
  expect((await grantedToken()).expiresAt.getTime()).toBeGreaterThan(inHours(20).getTime())
})

it('a token that Shopify refuses is renewed once', async () => {
  await keep('shpat_revoked', inHours(20))
  await readShop()
  expect((await grantedToken()).accessToken).not.toBe('shpat_revoked')
})
