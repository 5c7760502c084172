import { createHash, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant } from '../connection/in-tenant.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import {
  addMembership,
  changePassword,
  chooseSessionTenant,
  clearLoginFailures,
  countLoginFailures,
  createSession,
  createTenant,
  createUser,
  deleteOtherSessions,
  deleteSession,
  findLogin,
  findPasswordHash,
  findSession,
  listTenants,
  listUserTenants,
  recordLoginFailure,
} from './index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => await database.drop())

const tokenHash = () => createHash('sha256').update(randomUUID()).digest()
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 1) + seconds * 1000)

function newSession(userId: string, more: { tenantId?: string; tokenHash?: Buffer } = {}) {
  return {
    userId,
    tokenHash: more.tokenHash ?? tokenHash(),
    tenantId: more.tenantId ?? null,
    idleSeconds: 600,
    expiresAt: at(3600),
    now: at(0),
  }
}

test('a login is found whatever the case of the address, and an unknown one is not', async () => {
  const { db } = database
  const userId = await createUser(db, { email: ' Ada@Example.com', passwordHash: 'hash' })
  expect(await findLogin(db, 'ADA@example.COM ')).toEqual({ userId, passwordHash: 'hash' })
  expect(await findPasswordHash(db, userId)).toBe('hash')
  expect(await findLogin(db, 'nobody@example.com')).toBeUndefined()
  await expect(createUser(db, { email: 'ada@example.com', passwordHash: 'x' })).rejects.toThrow(
    'users_email_key',
  )
})

test('a session names its user, their shops and the shop chosen', async () => {
  const { db } = database
  const first = await createTestTenant(db, { name: 'A shop' })
  const second = await createTestTenant(db, { name: 'B shop' })
  await addMembership(db, { userId: first.userId, tenantId: second.tenantId })
  const foreign = await createTestTenant(db)
  const session = newSession(first.userId, { tenantId: second.tenantId })
  const sessionId = await createSession(db, session)

  const found = await findSession(db, session.tokenHash, at(1))
  expect(found).toEqual({
    sessionId,
    userId: first.userId,
    email: first.email,
    tenantId: second.tenantId,
    tenants: [
      { id: first.tenantId, shopDomain: first.shopDomain, name: 'A shop', role: 'owner' },
      { id: second.tenantId, shopDomain: second.shopDomain, name: 'B shop', role: 'owner' },
    ],
  })
  expect(await listUserTenants(db, first.userId)).toEqual(found?.tenants)

  expect(await chooseSessionTenant(db, session.tokenHash, first.tenantId)).toBe(true)
  expect(await chooseSessionTenant(db, session.tokenHash, foreign.tenantId)).toBe(false)
  expect(await chooseSessionTenant(db, session.tokenHash, randomUUID())).toBe(false)
  expect((await findSession(db, session.tokenHash, at(2)))?.tenantId).toBe(first.tenantId)
})

test('a session that begins with a foreign shop begins with one of its own', async () => {
  const { db } = database
  const own = await createTestTenant(db)
  const foreign = await createTestTenant(db)
  const session = newSession(own.userId, { tenantId: foreign.tenantId })
  await createSession(db, session)
  expect((await findSession(db, session.tokenHash, at(1)))?.tenantId).toBe(own.tenantId)
})

test('a session ends by idleness, by age and by sign-out', async () => {
  const { db } = database
  const { userId } = await createTestTenant(db)
  const idle = newSession(userId)
  await createSession(db, idle)
  expect(await findSession(db, idle.tokenHash, at(599))).toBeDefined()
  expect(await findSession(db, idle.tokenHash, at(599 + 599))).toBeDefined()
  expect(await findSession(db, idle.tokenHash, at(599 + 599 + 601))).toBeUndefined()

  const old = newSession(userId)
  await createSession(db, old)
  for (let seconds = 500; seconds < 3600; seconds += 500) {
    expect(await findSession(db, old.tokenHash, at(seconds))).toBeDefined()
  }
  expect(await findSession(db, old.tokenHash, at(3600))).toBeUndefined()

  const left = newSession(userId)
  await createSession(db, left)
  expect(await deleteSession(db, left.tokenHash)).toBe(true)
  expect(await deleteSession(db, left.tokenHash)).toBe(false)
  expect(await findSession(db, left.tokenHash, at(1))).toBeUndefined()
})

test('a new password ends the other sessions and keeps this one', async () => {
  const { db } = database
  const { userId, email } = await createTestTenant(db)
  const [kept, other, third] = [newSession(userId), newSession(userId), newSession(userId)]
  for (const session of [kept, other, third]) await createSession(db, session)

  const change = { userId, passwordHash: 'new', keptTokenHash: kept.tokenHash }
  expect(await changePassword(db, change)).toBe(true)
  expect(await changePassword(db, { ...change, userId: randomUUID() })).toBe(false)
  expect((await findLogin(db, email))?.passwordHash).toBe('new')
  expect(await findSession(db, kept.tokenHash, at(1))).toBeDefined()
  expect(await findSession(db, other.tokenHash, at(1))).toBeUndefined()
  expect(await deleteOtherSessions(db, userId, null)).toBe(1)
  expect(await findSession(db, kept.tokenHash, at(1))).toBeUndefined()
})

test('login failures are counted for unknown addresses too, and the wait doubles', async () => {
  const { db } = database
  const { email } = await createTestTenant(db)
  for (const address of [email, 'unknown@example.com']) {
    for (let failure = 1; failure <= 10; failure += 1) {
      const recorded = await recordLoginFailure(db, address, at(failure))
      expect(recorded).toEqual({ failures: failure, retryAfterSeconds: 0 })
    }
    const waits: number[] = []
    for (let failure = 11; failure <= 22; failure += 1) {
      const { retryAfterSeconds } = await recordLoginFailure(db, address.toUpperCase(), at(100))
      waits.push(retryAfterSeconds)
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 900, 900])
    expect((await countLoginFailures(db, address, at(700))).retryAfterSeconds).toBe(300)
    expect((await countLoginFailures(db, address, at(1001))).retryAfterSeconds).toBe(0)
    expect((await countLoginFailures(db, address, at(100 + 86_401))).failures).toBe(0)
  }
  await clearLoginFailures(db, email)
  expect((await countLoginFailures(db, email, at(101))).failures).toBe(0)
})

test('failures recorded at the same moment are all counted', async () => {
  const { db } = database
  const email = 'flood@example.com'
  await Promise.all(Array.from({ length: 20 }, async () => await recordLoginFailure(db, email)))
  expect((await countLoginFailures(db, email)).failures).toBe(20)
})

test('account functions are refused inside a tenant’s transaction', async () => {
  const { db } = database
  const { tenantId, email } = await createTestTenant(db)
  await expect(
    inTenant(db, tenantId, async (trx) => await findLogin(trx as never, email)),
  ).rejects.toThrow("Accounts can't be reached from a tenant's transaction.")
})

test('a shop is listed, and its domain must be one of Shopify’s and not taken', async () => {
  const { db } = database
  const { tenantId, shopDomain } = await createTestTenant(db, { name: 'Listed' })
  const listed = (await listTenants(db)).find((tenant) => tenant.id === tenantId)
  expect(listed).toEqual({
    id: tenantId,
    shopDomain,
    name: 'Listed',
    status: 'active',
    syncIntervalSeconds: 3600,
  })
  await expect(createTenant(db, { shopDomain, name: 'Again' })).rejects.toThrow('shop_domain_key')
  for (const domain of ['shop.example.com', 'x.myshopify.com.example.com', '-.myshopify.com']) {
    await expect(createTenant(db, { shopDomain: domain, name: 'Bad' })).rejects.toThrow(
      'shop_domain_check',
    )
  }
})
