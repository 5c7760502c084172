import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { claimTenant, createFirstUser, createTenant, createUser, hasUsers } from '../index.ts'
import { readKeyring } from '../secrets/index.ts'
import { query } from '../testing/catalogue.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import {
  createConnectionRequest,
  endConnectionRequest,
  findConnectionRequest,
  loadRequestSecret,
  putRequestSecret,
  takeConsent,
} from './index.ts'

const keyring = readKeyring(`one:${randomBytes(32).toString('base64')}`)
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => await database.drop())

const hashOf = (text: string) => createHash('sha256').update(text).digest()
const shopDomain = 'new-shop.myshopify.com'

test('the very first account is made once', async () => {
  const { db } = database
  expect(await hasUsers(db)).toBe(false)
  const made = await Promise.all(
    ['a@example.com', 'b@example.com', 'c@example.com'].map((email) =>
      createFirstUser(db, { email, passwordHash: 'hash' }),
    ),
  )
  expect(made.filter((id) => id !== undefined)).toHaveLength(1)
  expect(await hasUsers(db)).toBe(true)
})

test('a state is taken once, by the browser that began, before it ends', async () => {
  const { db } = database
  const browserHash = hashOf('browser')
  const begin = (state: string, now = new Date()) =>
    createConnectionRequest(db, keyring, {
      kind: 'oauth',
      shopDomain,
      browserHash,
      userId: null,
      stateHash: hashOf(state),
      now,
    })
  const [first, second] = [await begin('one'), await begin('two')]
  const take = (state: string, browser = browserHash) =>
    takeConsent(db, { stateHash: hashOf(state), browserHash: browser })
  expect(await take('one', hashOf('another browser'))).toBeUndefined()
  expect(await take('unknown')).toBeUndefined()
  expect(await take('two')).toEqual({ id: second, shopDomain, userId: null })
  expect(await take('one')).toMatchObject({ id: first })
  expect(await take('one')).toBeUndefined()
  await begin('late', new Date(Date.now() - 61 * 60_000))
  expect(await take('late')).toBeUndefined()
})

test('a secret waits encrypted, and is forgotten when its request has ended', async () => {
  const { db } = database
  const { tenantId } = await createTestTenant(db)
  const id = await createConnectionRequest(db, keyring, {
    kind: 'admin_token',
    shopDomain,
    browserHash: hashOf('browser'),
    userId: null,
    secret: { kind: 'admin_token', accessToken: 'shpat_waiting' },
  })
  const rows = await query(database.ownerUrl, 'select * from tidemark.connection_requests')
  expect(JSON.stringify(rows)).not.toContain('shpat_waiting')
  expect(await loadRequestSecret(db, keyring, id)).toMatchObject({ accessToken: 'shpat_waiting' })
  expect(await endConnectionRequest(db, id, { status: 'done', tenantId })).toBe(true)
  expect(await loadRequestSecret(db, keyring, id)).toBeNull()
  expect(await findConnectionRequest(db, id)).toMatchObject({ status: 'done', tenantId })

  const late = { kind: 'code', code: 'late' } as const
  expect(await putRequestSecret(db, keyring, { id, secret: late })).toBe(false)
  const failed = { status: 'failed', sentence: 'No.', action: 'None.' } as const
  expect(await endConnectionRequest(db, id, failed)).toBe(false)
  expect(await findConnectionRequest(db, randomUUID())).toBeUndefined()
})

test('tokens that wait come back with their dates', async () => {
  const { db } = database
  const id = await createConnectionRequest(db, keyring, {
    kind: 'oauth',
    shopDomain,
    browserHash: hashOf('browser'),
    userId: null,
    stateHash: hashOf('dates'),
  })
  const secret = {
    kind: 'tokens',
    scopes: ['read_orders'],
    tokens: {
      accessToken: 'shpat_1',
      refreshToken: 'shprt_1',
      grantedAt: new Date('2026-01-01T00:00:00Z'),
      expiresAt: new Date('2026-01-01T01:00:00Z'),
      refreshExpiresAt: null,
    },
  } as const
  await putRequestSecret(db, keyring, { id, secret: { ...secret, scopes: [...secret.scopes] } })
  expect(await loadRequestSecret(db, keyring, id)).toEqual(secret)
})

test('a shop that nobody has goes to one of those who claim it', async () => {
  const { db } = database
  const tenantId = await createTenant(db, { shopDomain: 'unclaimed.myshopify.com', name: 'A' })
  const users = await Promise.all(
    [1, 2, 3].map((n) => createUser(db, { email: `claim-${n}@example.com`, passwordHash: 'x' })),
  )
  const claims = await Promise.all(users.map((userId) => claimTenant(db, userId, tenantId)))
  expect(claims.filter(Boolean)).toHaveLength(1)
})
