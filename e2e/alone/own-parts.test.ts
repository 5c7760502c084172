import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startPostgres } from '../../dev/postgres/index.ts'
import { startShopify } from '../../dev/shopify/index.ts'
import { startTemporal } from '../../dev/temporal/index.ts'
import { idle, signIn } from '../api-client.ts'
import { expectTruth } from '../compare.ts'
import { processesOf } from '../processes.ts'
import { newDataDir, removeDataDir, startSystem, type System } from '../system.ts'

const dataDir = newDataDir()
const parts: { stop(): Promise<unknown> }[] = []
const domain = 'kumo-tea.myshopify.com'
const login = { email: 'owner@example.com', password: 'a long enough password' }
let system: System
let control: string
let token: string

beforeAll(async () => {
  const postgres = await startPostgres({ port: 0, ephemeral: true })
  const temporal = await startTemporal({ dataDir: null, port: 0, uiPort: null })
  const shopify = await startShopify({
    dataDir: null,
    port: 0,
    seed: 3,
    scale: 0.006,
    traffic: false,
  })
  parts.push(postgres, temporal, shopify)
  control = shopify.control
  token = [...(shopify.world.shops.get(domain)?.accessTokens.values() ?? [])][0]?.token ?? ''
  const url = new URL(postgres.url)
  const client = new pg.Client(postgres.url)
  await client.connect()
  await client.query('create database merchant')
  await client.end()
  url.pathname = '/merchant'
  system = await startSystem(dataDir, {
    args: ['--no-demo'],
    env: {
      DATABASE_URL: url.href,
      TEMPORAL_ADDRESS: temporal.address,
      SHOPIFY_ORIGIN: shopify.origin,
    },
  })
})

afterAll(async () => {
  await system.stop()
  for (const part of parts.toReversed()) await part.stop()
  removeDataDir(dataDir)
})

/** Not in step with us: the stand-in that the command asks runs in this very process. */
async function shop(...args: string[]): Promise<{ status: number | null; output: string }> {
  const child = spawn(process.execPath, ['worker/shop.ts', ...args], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { ...process.env, TIDEMARK_DATA: dataDir },
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      output += chunk.toString()
    })
  }
  await once(child, 'close')
  return { status: child.exitCode, output }
}

test('without a demo it starts no stand-in, and its own Postgres and Temporal only where none is given', () => {
  expect(system.run.logins).toEqual([])
  expect(system.run.shopifyControl).toBeUndefined()
  expect(
    processesOf(dataDir).filter((p) => /postgres|temporal|shopify\/main/.test(p.command)),
  ).toEqual([])
})

test('a wrong token is refused with a sentence, and nothing is stored', async () => {
  const account = ['--email', login.email, '--password', login.password]
  const refused = await shop('add', '--domain', domain, '--token', 'shpat_wrong', ...account)
  expect(refused).toMatchObject({ status: 1 })
  expect(refused.output).toMatch(/token/)
  expect((await shop('list')).output).not.toContain(domain)
})

test('a shop that is added by hand is synced with true numbers', async () => {
  const { email, password } = login
  const added = await shop('add', '--domain', domain, '--token', token, '--email', email, '--password', password) // prettier-ignore
  expect(added).toMatchObject({ status: 0 })
  const session = await signIn(system.run, login)
  await idle(session)
  await expectTruth({ ...system.run, shopifyControl: control }, session, domain)
})

test('a shop that is removed leaves nothing: its account cannot sign in, and no row is left', async () => {
  expect(await shop('remove', '--domain', domain)).toMatchObject({ status: 0 })
  expect((await shop('list')).output).not.toContain(domain)
  await expect(signIn(system.run, login)).rejects.toThrow('401')
  const client = new pg.Client(system.run.databaseUrl)
  await client.connect()
  const { rows } = await client.query('select count(*)::int as n from tidemark.orders')
  await client.end()
  expect(rows).toEqual([{ n: 0 }])
})
