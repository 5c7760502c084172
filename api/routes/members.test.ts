import { randomUUID } from 'node:crypto'
import { addMembership } from '@tidemark/db'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { MembersResponse } from '../schemas/index.ts'
import {
  createTestAccount,
  createTestServer,
  createTestTenant,
  signIn,
  type TestServer,
} from '../testing/test-server.ts'

let server: TestServer
beforeAll(async () => {
  server = await createTestServer()
})
afterAll(() => server.close())

type Person = { email: string; userId: string; headers: { cookie: string } }
let tenantId: string
let other: { tenantId: string }
let ann: Person
let bob: Person

/** A shop that Ann owns and Bob may look at; nobody else but the shop's own first owner. */
beforeEach(async () => {
  const shop = await createTestTenant(server.db)
  tenantId = shop.tenantId
  other = await createTestTenant(server.db)
  ann = await person('ann', [shop, other])
  bob = await person('bob', [])
  await addMembership(server.db, { userId: bob.userId, tenantId, role: 'viewer' })
  await remove(ann, shop.userId)
})

async function person(name: string, shops: { tenantId: string }[]): Promise<Person> {
  const email = `${name}-${randomUUID().slice(0, 8)}@example.com`
  const account = await createTestAccount(server.db, email, shops)
  return { email, userId: account.userId, headers: await signIn(server.app, account) }
}

const ask = (as: Person, method: 'GET' | 'DELETE', path = '', shop = tenantId) =>
  server.app.inject({
    method,
    url: `/api/members${path}`,
    headers: { ...as.headers, 'x-tenant-id': shop },
  })
const remove = (as: Person, userId: string) => ask(as, 'DELETE', `/${userId}`)
const isSignedIn = async (as: Person) =>
  (await server.app.inject({ url: '/api/session', headers: as.headers })).statusCode === 200

test('an owner sees who may look at the shop, and since when', async () => {
  const { members } = MembersResponse.parse((await ask(ann, 'GET')).json())
  expect(members.map(({ email, role, isYou }) => [email, role, isYou])).toEqual([
    [ann.email, 'owner', true],
    [bob.email, 'viewer', false],
  ])
  expect(Date.parse(members[0]?.since ?? '')).toBeLessThanOrEqual(Date.now())
})

test('who is removed is out at once, and an account without another shop is gone', async () => {
  const answer = await remove(ann, bob.userId)
  expect(answer.statusCode).toBe(200)
  const { members } = MembersResponse.parse(answer.json())
  expect(members.map(({ email }) => email)).toEqual([ann.email])
  expect(await isSignedIn(bob)).toBe(false)
  expect((await remove(ann, bob.userId)).statusCode).toBe(404)
})

test('a person who has another shop keeps the account, and that shop', async () => {
  await addMembership(server.db, { userId: bob.userId, tenantId: other.tenantId })
  await remove(ann, bob.userId)
  expect(await isSignedIn(bob)).toBe(true)
  expect((await ask(bob, 'GET')).statusCode).toBe(404)
  expect((await ask(bob, 'GET', '', other.tenantId)).statusCode).toBe(200)
})

test('the last owner stays, by whomever', async () => {
  const refused = await remove(ann, ann.userId)
  expect([refused.statusCode, refused.json()]).toMatchObject([
    409,
    { type: 'urn:tidemark:problem:last-owner' },
  ])
  await addMembership(server.db, { userId: bob.userId, tenantId })
  const both = await Promise.all([remove(ann, bob.userId), remove(bob, ann.userId)])
  const left = [await ask(ann, 'GET'), await ask(bob, 'GET')].map((one) => one.statusCode)
  expect(both.map((one) => one.statusCode).filter((status) => status === 200)).toHaveLength(1)
  expect(left.filter((status) => status === 200)).toHaveLength(1)
})

test('a viewer, and people of other shops, are shown and can do nothing', async () => {
  expect((await ask(bob, 'GET')).statusCode).toBe(403)
  expect((await remove(bob, ann.userId)).statusCode).toBe(403)
  const eve = await person('eve', [await createTestTenant(server.db)])
  expect((await remove(eve, ann.userId)).statusCode).toBe(404)
  expect((await ask(ann, 'DELETE', `/${eve.userId}`)).statusCode).toBe(404)
  expect((await ask(ann, 'DELETE', '/nobody')).statusCode).toBe(400)
  expect(await isSignedIn(eve)).toBe(true)
})
