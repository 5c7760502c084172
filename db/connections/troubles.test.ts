import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findTenant, updateTenant } from '../accounts/index.ts'
import type { TenantTrx } from '../connection/db.ts'
import { inTenant } from '../connection/in-tenant.ts'
import { readKeyring } from '../secrets/index.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import {
  clearTrouble,
  connectionState,
  loadConnection,
  markNeedsReconnecting,
  markTrouble,
  markUninstalled,
  noteBulkAccess,
  saveConnection,
  WANTED_SCOPES,
} from './index.ts'

const keyring = readKeyring(`one:${randomBytes(32).toString('base64')}`)
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => await database.drop())

const tokens = {
  accessToken: 'shpat_hour',
  refreshToken: 'shprt_quarter',
  grantedAt: new Date('2026-05-06T06:08:09Z'),
  expiresAt: new Date('2026-05-06T07:08:09Z'),
  refreshExpiresAt: new Date('2026-08-06T07:08:09Z'),
}
const connected = { kind: 'oauth', tokens, scopes: WANTED_SCOPES } as const

/** A shop that was just installed. */
async function inNewShop<T>(work: (trx: TenantTrx) => Promise<T>): Promise<T> {
  const { tenantId } = await createTestTenant(database.db)
  await inTenant(database.db, tenantId, (trx) => saveConnection(trx, keyring, connected))
  return await inTenant(database.db, tenantId, work)
}

const statusOf = async (trx: TenantTrx) => (await findTenant(trx)).status

test('a shop that lets us in has no trouble and no notices', async () => {
  await inNewShop(async (trx) => {
    expect(await connectionState(trx)).toMatchObject({
      kind: 'oauth',
      trouble: null,
      notices: [],
      missingScopes: [],
      storesNames: true,
    })
  })
})

test('a shop that must be reconnected waits for a person, and connecting it again mends it', async () => {
  await inNewShop(async (trx) => {
    await markNeedsReconnecting(trx)
    expect(await statusOf(trx)).toBe('needs_attention')
    const { trouble } = await connectionState(trx)
    expect(trouble).toMatchObject({ code: 'token_revoked', mend: 'reconnect' })
    expect(trouble?.sentence).toMatch(/access token/)
    await saveConnection(trx, keyring, connected)
    expect((await connectionState(trx)).trouble).toBeNull()
  })
})

test('a shop that a person paused stays paused whatever its trouble', async () => {
  await inNewShop(async (trx) => {
    await updateTenant(trx, { status: 'paused' })
    await markTrouble(trx, 'shop_frozen')
    expect(await statusOf(trx)).toBe('paused')
    await clearTrouble(trx)
    expect((await connectionState(trx)).trouble).toBeNull()
  })
})

test('an uninstallation deletes the tokens; word of an older one changes nothing', async () => {
  const { tenantId } = await createTestTenant(database.db)
  await inTenant(database.db, tenantId, (trx) => saveConnection(trx, keyring, connected))
  await inTenant(database.db, tenantId, async (trx) => {
    expect(await markUninstalled(trx, { at: new Date('2026-01-01') })).toBe(false)
    expect(await loadConnection(trx, keyring)).toMatchObject({ tokens })
    expect(await markUninstalled(trx, { at: new Date(Date.now() + 60_000) })).toBe(true)
    expect(await loadConnection(trx, keyring)).toMatchObject({ kind: 'oauth', tokens: null })
    expect(await connectionState(trx)).toMatchObject({ trouble: { code: 'uninstalled' } })
    expect(await statusOf(trx)).toBe('needs_attention')
    // A sync that was under way and ends does not bring the shop back.
    await clearTrouble(trx)
    expect(await connectionState(trx)).toMatchObject({ trouble: { code: 'uninstalled' } })
  })
})

test('what is hidden is a notice each, and none of them is trouble', async () => {
  await inNewShop(async (trx) => {
    await saveConnection(trx, keyring, { ...connected, scopes: ['read_orders', 'write_products'] })
    await noteBulkAccess(trx, { denied: true })
    const { trouble, notices, missingScopes } = await connectionState(trx)
    expect(trouble).toBeNull()
    expect(missingScopes).toEqual(['read_all_orders', 'read_customers', 'read_customer_merge'])
    expect(notices.map(({ code }) => code)).toEqual(['missing_scope', 'bulk_denied'])
    await noteBulkAccess(trx, { denied: false })
    expect((await connectionState(trx)).notices.map(({ code }) => code)).toEqual(['missing_scope'])
  })
})
