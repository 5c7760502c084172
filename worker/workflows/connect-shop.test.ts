import { createHash } from 'node:crypto'
import {
  addMembership,
  connectionState,
  createConnectionRequest,
  createUser,
  findConnectionRequest,
  findTenantByDomain,
  inTenant,
  listUserTenants,
  markNeedsReconnecting,
  type NewConnectionRequest,
  removeTenant,
} from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { connectWorkflowOptions, scheduleId, syncWorkflowId } from '../contract.ts'
import { getCode } from '../testing/installed-shop.ts'
import { startTestShop, type TestShop } from '../testing/test-shop.ts'
import { historyText, startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'
import { connectShop } from './index.ts'

let temporal: TestTemporal
let shop: TestShop
let worker: { stop(): Promise<void> }
let userId: string

beforeAll(async () => {
  temporal = await startTestTemporal()
  shop = await startTestShop()
  worker = await temporal.work(shop.deps)
  // The test's shop comes in by itself.
  await removeTenant(shop.db, shop.tenantId)
  userId = await createUser(shop.db, { email: 'ada@example.com', passwordHash: 'none' })
})
afterAll(async () => {
  await worker.stop()
  await shop.stop()
  await temporal.close()
})

const browserHash = createHash('sha256').update('browser').digest()

/** Lets the shop in with this, and gives the request as it then is. */
async function connect(
  secret: NonNullable<NewConnectionRequest['secret']>,
  more: Partial<NewConnectionRequest> = {},
) {
  const kind = secret.kind === 'code' || secret.kind === 'tokens' ? 'oauth' : secret.kind
  const id = await createConnectionRequest(shop.db, readKeyring(shop.keys), {
    kind,
    shopDomain: shop.shopDomain,
    browserHash,
    userId,
    secret,
    ...more,
  })
  const options = connectWorkflowOptions({ requestId: id })
  const handle = await temporal.client.workflow.start(connectShop, options)
  const result = await handle.result()
  const request = await findConnectionRequest(shop.db, id)
  return { ...result, request, history: await historyText(handle) }
}

const tenant = () => findTenantByDomain(shop.db, shop.shopDomain)
const isSchedulePaused = async () => {
  const id = scheduleId((await tenant())?.id ?? '')
  return (await temporal.client.schedule.getHandle(id).describe()).state.paused
}
const state = async () =>
  inTenant(shop.db, (await tenant())?.id ?? '', (trx) => connectionState(trx))

it('a token that Shopify refuses lets nothing in, and the history holds no secret', async () => {
  const { connected, request, history } = await connect({
    kind: 'admin_token',
    accessToken: 'shpat_wrong_but_secret',
  })
  expect(connected).toBe(false)
  expect(request).toMatchObject({
    status: 'failed',
    sentence: 'Shopify does not accept these credentials.',
  })
  expect(history).not.toContain('shpat_')
  expect(await tenant()).toBeUndefined()
})

it('an install lets a shop in: tokens that end, the account’s membership, a schedule and a sync', async () => {
  const code = await getCode(shop)
  const { connected, request, history } = await connect({ kind: 'code', code })
  expect(connected).toBe(true)
  const { id } = (await tenant()) ?? { id: '' }
  expect(request).toMatchObject({ status: 'done', tenantId: id })
  expect(history).not.toContain(code)
  expect(history).not.toMatch(/shp(at|rt)_/)
  expect((await listUserTenants(shop.db, userId)).map((one) => one.id)).toEqual([id])
  expect(await state()).toMatchObject({ kind: 'oauth', trouble: null, missingScopes: [] })
  expect(await isSchedulePaused()).toBe(false)
  const sync = await temporal.client.workflow.getHandle(syncWorkflowId(id)).result()
  expect(sync).toMatchObject({ outcome: 'completed' })
})

it('a code is good once', async () => {
  const code = await getCode(shop)
  expect(await connect({ kind: 'code', code })).toMatchObject({ connected: true })
  const { request } = await connect({ kind: 'code', code })
  expect(request).toMatchObject({ sentence: 'Shopify did not accept the installation.' })
})

it('a shop that needed reconnecting is synced again once it was installed anew', async () => {
  const { id } = (await tenant()) ?? { id: '' }
  await temporal.client.workflow.getHandle(syncWorkflowId(id)).result()
  await inTenant(shop.db, id, (trx) => markNeedsReconnecting(trx))
  expect(await state()).toMatchObject({ trouble: { code: 'token_revoked', mend: 'reconnect' } })
  await connect({ kind: 'code', code: await getCode(shop) })
  expect(await state()).toMatchObject({ trouble: null })
  expect((await tenant())?.status).toBe('active')
  const sync = await temporal.client.workflow.getHandle(syncWorkflowId(id)).result()
  expect(sync).toMatchObject({ outcome: 'completed' })
})

it('a token alone does not open another account’s shop; one’s own shop takes it', async () => {
  const [given] = (await shop.standIn.shop(shop.shopDomain)).tokens
  const secret = { kind: 'admin_token', accessToken: given?.token ?? '' } as const
  const stranger = await createUser(shop.db, { email: 'eve@example.com', passwordHash: 'none' })
  const refused = await connect(secret, { userId: stranger })
  expect(refused.request?.sentence).toMatch(/is connected already/)
  expect(await listUserTenants(shop.db, stranger)).toEqual([])
  // Who may look at the shop may not change how it is reached either.
  const tenantId = (await findTenantByDomain(shop.db, shop.shopDomain))?.id ?? ''
  await addMembership(shop.db, { userId: stranger, tenantId, role: 'viewer' })
  const looking = await connect(secret, { userId: stranger })
  expect(looking.request?.sentence).toMatch(/does not own it/)
  expect(await state()).toMatchObject({ kind: 'oauth' })

  expect(await connect(secret, { storesNames: false })).toMatchObject({ connected: true })
  expect(await state()).toMatchObject({ kind: 'admin_token', storesNames: false })
})

it('client credentials let a shop in too', async () => {
  const { clientId, clientSecret } = await shop.standIn.shop(shop.shopDomain)
  const secret = { kind: 'client_credentials', clientId, clientSecret } as const
  expect(await connect(secret)).toMatchObject({ connected: true })
  expect(await state()).toMatchObject({ kind: 'client_credentials' })
})
