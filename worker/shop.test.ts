import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import {
  findLogin,
  inTenant,
  listTenants,
  listUserTenants,
  loadConnection,
  verifyPassword,
} from '@tidemark/db'
import { rejectRows } from '@tidemark/db/ingest'
import { readKeyring } from '@tidemark/db/secrets'
import { ScheduleNotFoundError } from '@temporalio/client'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { HARBOR, startTestShop, type TestShop } from './testing/test-shop.ts'
import { startTestTemporal, type TestTemporal } from './testing/test-temporal.ts'

const KUMO = 'kumo-tea.myshopify.com'
const main = fileURLToPath(new URL('shop.ts', import.meta.url))
const data = mkdtempSync(join(tmpdir(), 'tidemark-shop-'))

let shop: TestShop
let temporal: TestTemporal

beforeAll(async () => {
  ;[shop, temporal] = await Promise.all([
    startTestShop({ shopDomain: KUMO, others: [HARBOR] }),
    startTestTemporal(),
  ])
  writeFileSync(join(data, 'keys'), `${shop.keys}\n`)
  const run = {
    url: 'http://127.0.0.1:1',
    databaseAppUrl: shop.appUrl,
    temporalAddress: inject('temporalAddress'),
    temporalNamespace: temporal.namespace,
    shopifyOrigin: shop.standIn.origin,
    keysFile: join(data, 'keys'),
  }
  writeFileSync(join(data, 'run.json'), JSON.stringify(run))
})
afterAll(async () => {
  rmSync(data, { recursive: true })
  await temporal.close()
  await shop.stop()
})

/** The command as a person runs it, with nothing but the data folder to find the running copy by. */
function runShop(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    const env = { TIDEMARK_DATA: data }
    execFile(process.execPath, [main, ...args], { env }, (error, out, err) => {
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, out, err })
    })
  })
}

const account = ['--email', 'ada@example.com', '--password', 'correct horse battery']
const findTenant = async () =>
  (await listTenants(shop.db)).find(({ shopDomain }) => shopDomain === HARBOR)

it('says what is wrong, stores nothing, and exits 1', async () => {
  const wrong: [args: string[], sentence: RegExp][] = [
    [['add', '--domain', 'evil.example', '--token', 'x', ...account], /no shop's domain/],
    [['add', '--domain', HARBOR, '--token', 'shpat_wrong', ...account], /no longer accepts/],
  ]
  for (const [args, sentence] of wrong) {
    const { code, err } = await runShop(...args)
    expect([args[0], code]).toEqual([args[0], 1])
    expect(err).toMatch(sentence)
    expect(err).not.toContain('shpat_')
  }
  expect(await findTenant()).toBeUndefined()
  expect(await findLogin(shop.db, 'ada@example.com')).toBeUndefined()
})

it('adds a shop by the credentials of an app: account, schedule and token, and no sync', async () => {
  const { clientId, clientSecret } = await shop.standIn.shop(HARBOR)
  const app = ['--client-id', clientId, '--client-secret', clientSecret]
  const options = ['--interval', '15m', '--no-sync', '--name', 'My harbour']
  const { code, out, err } = await runShop(
    'add',
    '--domain',
    HARBOR,
    ...app,
    ...account,
    ...options,
  )
  expect([code, err]).toEqual([0, ''])
  expect(out).toMatch(/My harbour.*An account was made for ada@example\.com/)

  const tenant = await findTenant()
  expect(tenant).toMatchObject({ name: 'My harbour', status: 'active', syncIntervalSeconds: 900 })
  const login = await findLogin(shop.db, 'ada@example.com')
  expect(await verifyPassword('correct horse battery', login?.passwordHash)).toBe(true)
  const connection = await inTenant(shop.db, tenant?.id ?? '', (trx) =>
    loadConnection(trx, readKeyring(shop.keys)),
  )
  expect(connection).toMatchObject({ kind: 'client_credentials', clientId, clientSecret })
  const handle = temporal.client.schedule.getHandle(`sched:${tenant?.id}`)
  expect((await handle.describe()).spec.intervals?.[0]?.every).toBe(900_000)
})

it('gives another person a login that looks, and makes an owner of it when told so', async () => {
  const bob = ['member', '--domain', HARBOR, '--email', 'bob@example.com']
  expect((await runShop(...bob)).err).toMatch(/give a --password of at least 8 characters/)
  expect((await runShop(...bob, '--role', 'boss')).err).toMatch(/--role viewer or --role owner/)
  const made = await runShop(...bob, '--password', 'battery staple')
  expect([made.code, made.out]).toEqual([
    0,
    `An account was made. bob@example.com may look at ${HARBOR}.\n`,
  ])
  const roles = async () => {
    const login = await findLogin(shop.db, 'bob@example.com')
    return (await listUserTenants(shop.db, login?.userId ?? '')).map(({ role }) => role)
  }
  expect(await roles()).toEqual(['viewer'])
  const changed = await runShop(...bob, '--role', 'owner')
  expect([changed.code, changed.out]).toEqual([0, `bob@example.com owns ${HARBOR}.\n`])
  expect(await roles()).toEqual(['owner'])
})

it('says who may look at a shop, and takes access away from all but the last owner', async () => {
  const of = (email: string) => ['member', '--domain', HARBOR, '--email', email, '--remove']
  const { out } = await runShop('members', '--domain', HARBOR)
  const today = new Date().toISOString().slice(0, 10)
  expect(out).toBe(
    `ada@example.com  owner   since ${today}\nbob@example.com  owner   since ${today}\n`,
  )
  const gone = await runShop(...of('Bob@example.com'))
  expect([gone.code, gone.out]).toEqual([
    0,
    `Bob@example.com has no access to ${HARBOR} any more.\n`,
  ])
  expect(await findLogin(shop.db, 'bob@example.com')).toBeUndefined()
  expect((await runShop(...of('bob@example.com'))).err).toMatch(/has no access/)
  const last = await runShop(...of('ada@example.com'))
  expect([last.code, last.err]).toEqual([1, expect.stringContaining('is the last owner')])
})

it('pauses, lists and removes a shop', async () => {
  const tenant = await findTenant()
  expect((await runShop('add', '--domain', HARBOR, '--token', 'x', ...account)).err).toMatch(
    /is here already/,
  )
  expect((await runShop('pause', '--domain', HARBOR)).code).toBe(0)
  expect((await runShop('list')).out).toMatch(new RegExp(`${HARBOR} +paused +every 900 s`))
  expect((await runShop('remove', '--domain', HARBOR)).code).toBe(0)
  expect(await findTenant()).toBeUndefined()
  const handle = temporal.client.schedule.getHandle(`sched:${tenant?.id}`)
  await expect(handle.describe()).rejects.toBeInstanceOf(ScheduleNotFoundError)
})

/** One command on the shop that the database was made with, whose sync nobody works on. */
const runKumo = async (command: string, ...args: string[]) =>
  runShop(command, '--domain', KUMO, ...args)

it('changes the interval, and says how to write one', async () => {
  expect(await runKumo('interval', '--every', '30m')).toMatchObject({
    code: 0,
    out: `${KUMO} is now synced every 1800 seconds.\n`,
  })
  const { spec } = await temporal.client.schedule.getHandle(`sched:${shop.tenantId}`).describe()
  expect(spec.intervals?.[0]?.every).toBe(1_800_000)
  expect((await runKumo('interval')).err).toMatch(/--every/)
})

it('asks for all of an entity anew, and cancels the sync that was started for it', async () => {
  expect((await runKumo('cancel')).out).toBe(`No sync of ${KUMO} is running.\n`)
  expect(await runKumo('resync', '--entity', 'orders')).toMatchObject({
    code: 0,
    out: `All orders of ${KUMO} are being read again.\n`,
  })
  expect(await runKumo('cancel')).toMatchObject({ code: 0, err: '' })
  await temporal.client.workflow.getHandle(`sync:${shop.tenantId}`).terminate('test over')
})

it('lists what is set aside, and has it tried again', async () => {
  expect((await runKumo('rejected')).out).toBe(`${KUMO} has no rejected rows.\n`)
  await inTenant(shop.db, shop.tenantId, (trx) =>
    rejectRows(trx, [
      { entity: 'orders', entityId: '7', json: {}, reason: 'A quantity is negative.' },
      { entity: 'products', entityId: '8', json: {}, reason: 'It is empty.' },
    ]),
  )
  expect((await runKumo('rejected', '--entity', 'orders')).out).toMatch(
    /^orders {2}7 {2}since \d{4}-\d\d-\d\dT[\d:.]+Z {2}A quantity is negative\.\n$/,
  )
  expect((await runKumo('retry-rejected')).out).toBe(
    `2 rejected rows of ${KUMO} are being tried again.\n`,
  )
})

it('pauses with the sync under way, refuses to sync meanwhile, and shows where it stands', async () => {
  expect((await runKumo('pause')).out).toBe(
    `${KUMO} is paused until it is resumed. Its sync under way is being cancelled.\n`,
  )
  expect((await runKumo('sync')).err).toBe(`${KUMO} is paused; resume it first.\n`)
  const { code, out } = await runKumo('status')
  expect(code).toBe(0)
  expect(out).toContain(`${KUMO}: paused, every 1800 s, no scheduled syncs.`)
  expect(out).toContain('1 order could not be stored and is set aside.')
  expect((await runKumo('resume')).code).toBe(0)
  expect((await runKumo('status')).out).toMatch(/active, every 1800 s, next sync at \d{4}-/)
  await temporal.client.workflow.getHandle(`sync:${shop.tenantId}`).terminate('test over')
})

it('verifies all figures against the ledger, and repairs what differs', async () => {
  expect(await runKumo('verify')).toMatchObject({
    code: 0,
    err: '',
    out: expect.stringMatching(/ rollups with 0 rows were computed anew .*: no difference\.\n$/),
  })
  await inTenant(shop.db, shop.tenantId, (trx) =>
    trx
      .insertInto('daily_sales')
      .values({
        tenant_id: shop.tenantId,
        reversals: 'event',
        day: '2026-03-01',
        currency_code: 'JPY',
        units: '1',
      })
      .execute(),
  )
  const wrong = await runKumo('verify')
  expect([wrong.code, wrong.out]).toEqual([1, ''])
  expect(wrong.err).toContain(
    '  daily_sales: 1 of 1 row\n' +
      '    reversals event, day 2026-03-01, currency_code JPY: not in the ledger\n',
  )
  expect(wrong.err).toContain('--repair')
  const repaired = await runKumo('verify', '--repair')
  expect(repaired).toMatchObject({ code: 0, err: '' })
  expect(repaired.out).toMatch(/All have been computed anew\.\n.*: no difference\.\n$/)
  expect((await runKumo('verify')).code).toBe(0)
})
