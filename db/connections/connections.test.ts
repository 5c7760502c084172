import { randomBytes } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TenantTrx } from '../connection/db.ts'
import { inTenant } from '../connection/in-tenant.ts'
import { DecryptionError, readKeyring } from '../secrets/index.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import { loadConnection, saveConnection, saveGrantedToken } from './index.ts'

const keyring = readKeyring(`one:${randomBytes(32).toString('base64')}`)
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => await database.drop())

const newShop = async () => (await createTestTenant(database.db)).tenantId
const within = async <T>(tenantId: string, work: (trx: TenantTrx) => Promise<T>): Promise<T> =>
  await inTenant(database.db, tenantId, work)

test('a permanent token is stored encrypted and comes back', async () => {
  const shop = await newShop()
  const connection = { kind: 'admin_token', accessToken: 'shpat_secret' } as const
  await within(shop, async (trx) => {
    expect(await loadConnection(trx, keyring)).toBeUndefined()
    await saveConnection(trx, keyring, { ...connection, scopes: ['read_orders'] })
    expect(await loadConnection(trx, keyring)).toMatchObject({
      ...connection,
      scopes: ['read_orders'],
    })
    const row = await trx.selectFrom('shop_connections').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toContain('shpat_secret')
    expect(row.access_token_encrypted).toMatch(/^v1\.one\./)
  })
})

test('client credentials keep the token granted last, until they are replaced', async () => {
  const shop = await newShop()
  const app = { kind: 'client_credentials', clientId: 'app', clientSecret: 'shpss_x' } as const
  const granted = { accessToken: 'shpat_day', expiresAt: new Date('2026-05-06T07:08:09Z') }
  await within(shop, async (trx) => {
    await saveConnection(trx, keyring, app)
    expect(await loadConnection(trx, keyring)).toMatchObject({ ...app, granted: null })
    await saveGrantedToken(trx, keyring, { ...granted, scopes: ['read_orders'] })
    const locked = await loadConnection(trx, keyring, { forUpdate: true })
    expect(locked).toMatchObject({ ...app, granted, scopes: ['read_orders'] })
    await saveConnection(trx, keyring, { kind: 'admin_token', accessToken: 'shpat_new' })
    expect(await loadConnection(trx, keyring)).toMatchObject({ accessToken: 'shpat_new' })
    await saveGrantedToken(trx, keyring, granted)
    expect(await loadConnection(trx, keyring)).toMatchObject({ accessToken: 'shpat_new' })
  })
})

test('a token copied into another shop’s row can’t be read there', async () => {
  const [from, to] = [await newShop(), await newShop()]
  const stolen = await within(from, async (trx) => {
    await saveConnection(trx, keyring, { kind: 'admin_token', accessToken: 'shpat_from' })
    const row = await trx.selectFrom('shop_connections').selectAll().executeTakeFirstOrThrow()
    return row.access_token_encrypted
  })
  await within(to, async (trx) => {
    await saveConnection(trx, keyring, { kind: 'admin_token', accessToken: 'shpat_to' })
    await trx.updateTable('shop_connections').set({ access_token_encrypted: stolen }).execute()
    await expect(loadConnection(trx, keyring)).rejects.toThrow(DecryptionError)
  })
})

test('a ciphertext copied into another column can’t be read there', async () => {
  const shop = await newShop()
  const tokens = {
    accessToken: 'shpat_1',
    refreshToken: 'shprt_1',
    grantedAt: new Date(),
    expiresAt: new Date(),
    refreshExpiresAt: null,
  }
  await within(shop, async (trx) => {
    await saveConnection(trx, keyring, { kind: 'oauth', tokens })
    const row = await trx.selectFrom('shop_connections').selectAll().executeTakeFirstOrThrow()
    expect(JSON.stringify(row)).not.toMatch(/shp(at|rt)_1/)
    const stolen = row.tokens_encrypted
    await trx
      .updateTable('shop_connections')
      .set({ kind: 'admin_token', access_token_encrypted: stolen })
      .execute()
    await expect(loadConnection(trx, keyring)).rejects.toThrow(DecryptionError)
    await saveConnection(trx, keyring, { kind: 'admin_token', accessToken: 'shpat_2' })
    await trx
      .updateTable('shop_connections')
      .set({
        kind: 'oauth',
        tokens_encrypted: sql`access_token_encrypted`,
        token_expires_at: new Date(),
        token_granted_at: new Date(),
      })
      .execute()
    await expect(loadConnection(trx, keyring)).rejects.toThrow(DecryptionError)
  })
})

test('of several who need a new token, one asks for it', async () => {
  const shop = await newShop()
  await within(shop, async (trx) => {
    await saveConnection(trx, keyring, {
      kind: 'client_credentials',
      clientId: 'app',
      clientSecret: 'shpss_x',
    })
  })
  let grants = 0
  const renew = async (trx: TenantTrx) => {
    const connection = await loadConnection(trx, keyring, { forUpdate: true })
    if (connection?.kind !== 'client_credentials' || connection.granted !== null) return
    grants += 1
    const expiresAt = new Date('2026-05-06T07:08:09Z')
    await saveGrantedToken(trx, keyring, { accessToken: `shpat_${grants}`, expiresAt })
  }
  await Promise.all(Array.from({ length: 10 }, async () => await within(shop, renew)))
  expect(grants).toBe(1)
})
