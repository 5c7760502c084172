import {
  clearTrouble,
  connectionState,
  findTenant,
  inTenant,
  requestResync,
  updateTenant,
} from '@tidemark/db'
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest'
import { startSyncingShop, type SyncingShop } from '../testing/syncing-shop.ts'
import { startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'

let temporal: TestTemporal
let shop: SyncingShop

beforeAll(async () => {
  temporal = await startTestTemporal()
  shop = await startSyncingShop(temporal, { scale: 0.004 })
})
afterEach(async () => {
  await shop.clearFaults()
})
afterAll(async () => {
  await shop.stop()
  await temporal.close()
})

const within = <T>(work: Parameters<typeof inTenant<T>>[2]) =>
  inTenant(shop.db, shop.tenantId, work)
const state = () => within(connectionState)
const status = async () => (await within(findTenant)).status

it('without bulk access the first sync reads by pages, and says so until bulk access is there', async () => {
  await shop.faults({ kind: 'bulk-denied' })
  expect(await shop.sync('first')).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
  expect(await state()).toMatchObject({ trouble: null, notices: [{ code: 'bulk_denied' }] })
  await shop.clearFaults()
  await within((trx) => requestResync(trx, 'products'))
  await shop.sync()
  expect((await state()).notices).toEqual([])
})

it('without approval for customers’ names everything else is synced, and that is said', async () => {
  await shop.control('data-access', { level: 'level1' })
  await within((trx) => requestResync(trx, 'customers'))
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
  expect(await state()).toMatchObject({ trouble: null, notices: [{ code: 'customer_data' }] })
  await shop.control('data-access', { level: 'level2' })
  await within((trx) => requestResync(trx, 'customers'))
  await shop.sync()
  expect((await state()).notices).toEqual([])
})

it.each([
  [401, 'token_revoked', 'reconnect', /no longer accepts the access token/],
  [402, 'shop_frozen', 'sync', /frozen/],
  [403, 'address_refused', 'sync', /address/],
  [404, 'shop_gone', 'sync', /closed, or moved/],
  [423, 'shop_locked', 'sync', /locked/],
  [430, 'shop_refused', 'sync', /security/],
])(
  'HTTP %i is one state with one sentence, on the run and on the connection, and a sync mends it',
  async (httpStatus, code, mend, sentence) => {
    await shop.faults({ kind: 'status', status: httpStatus })
    await expect(shop.sync()).rejects.toThrow('Workflow execution failed')
    const { trouble } = await state()
    expect(trouble).toMatchObject({ code, mend, sentence: expect.stringMatching(sentence) })
    expect(await status()).toBe('needs_attention')
    const [run] = await within((trx) =>
      trx.selectFrom('sync_runs').select('error').orderBy('started_at', 'desc').limit(1).execute(),
    )
    expect(run?.error).toMatchObject({ sentence: trouble?.sentence, action: trouble?.action })

    await shop.clearFaults()
    expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
    expect(await state()).toMatchObject({ trouble: null })
    expect(await status()).toBe('active')
  },
)

const NEEDED = ['read_orders', 'read_customers', 'read_products']

it('what can do without a scope goes on, and says which is missing', async () => {
  await shop.control('scopes', { scopes: [...NEEDED, 'read_all_orders'] })
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  expect(await state()).toMatchObject({
    trouble: null,
    notices: [{ code: 'missing_scope', sentence: expect.stringContaining('read_customer_merge') }],
  })
})

/**
 * Orders without their customers would all be guests', and without their products sell nothing that has
 * a name; without orders there is no figure. So nothing is read before the scope is back: what was read
 * before stays as it was.
 */
it.each(NEEDED)(
  'without %s a sync stops, for no figure would be right, and the state names the scope',
  async (missing) => {
    const scopes = [...NEEDED, 'read_all_orders']
    await shop.control('scopes', { scopes: scopes.filter((scope) => scope !== missing) })
    await expect(shop.sync()).rejects.toThrow('Workflow execution failed')
    expect((await state()).trouble).toMatchObject({
      code: 'access_denied',
      mend: 'reconnect',
      action: expect.stringContaining(missing),
    })
    expect(await status()).toBe('needs_attention')
    await shop.expectTruth()

    await shop.control('scopes', { scopes })
    expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
    expect(await state()).toMatchObject({ trouble: null })
    expect(await status()).toBe('active')
  },
)

it('a shop that a person paused is not woken by a run that gets through', async () => {
  await within((trx) => updateTenant(trx, { status: 'paused' }))
  expect(await within(clearTrouble)).toBe(true)
  expect(await status()).toBe('paused')
})
