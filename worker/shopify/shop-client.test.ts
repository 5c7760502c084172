import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { createDb, type Db, inTenant } from '@tidemark/db'
import { createTestDatabase, createTestTenant, type TestDatabase } from '@tidemark/db/testing'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createShopBudget, type Pause } from './shop-budget.ts'
import { createShopClient } from './shop-client.ts'

type Reply = (response: ServerResponse) => void

let database: TestDatabase
let otherDb: Db
let tenantId: string
let origin: string
/** What the next requests are answered with, in turn. */
let replies: Reply[] = []

const server = createServer((_request, response) => {
  const reply = replies.shift()
  if (reply) reply(response)
  else response.writeHead(418).end()
})

beforeAll(async () => {
  database = await createTestDatabase()
  otherDb = createDb({ url: database.appUrl, poolSize: 2 })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}/{shop}`
})
afterAll(async () => {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  await otherDb.destroy()
  await database.drop()
})
beforeEach(async () => {
  replies = []
  tenantId = (await createTestTenant(database.db)).tenantId
})

const json =
  (body: object, status = 200, headers: Record<string, string> = {}): Reply =>
  (response) =>
    response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body))

const bucket = { maximumAvailable: 2000, currentlyAvailable: 1500, restoreRate: 1 }
const cost = (
  requested: number,
  actual: number | null,
  throttleStatus: object | null = bucket,
) => ({
  extensions: { cost: { requestedQueryCost: requested, actualQueryCost: actual, throttleStatus } },
})
const answer = json({ data: { shop: { name: 'A' } }, ...cost(10, 4) })
const throttled = (status: object | null, requested = 783) =>
  json({
    errors: [{ message: 'Throttled', extensions: { code: 'THROTTLED' } }],
    ...cost(requested, null, status),
  })

/** A client as a process of its own has it. */
const createClient = (db: Db, timeoutMs = 30_000) =>
  createShopClient({
    shopDomain: 'a-shop.myshopify.com',
    origin,
    credentials: { accessToken: () => Promise.resolve('t'), renew: () => Promise.resolve(false) },
    budget: createShopBudget(db, tenantId),
    timeoutMs,
  })

const query = { document: '{ shop { name } }', cost: 10 }
const { signal } = new AbortController()
const never = (ms: number) => Promise.reject(new Error(`paused for ${ms} ms`))
const ask = (pause: Pause = never, db = database.db, asked = query) =>
  createClient(db).request(asked, { signal, pause })

const failureOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'answered',
    (error: Error) => error.message,
  )

type Row = {
  available: number
  spent: number
  blockedMs: number | null
  reserved: number[]
}

async function readBudget(): Promise<Row> {
  const { rows } = await inTenant(database.db, tenantId, (trx) =>
    sql<Row>`
      select available, spent, array(select r.cost from unnest(requests) r) as reserved,
        (extract(epoch from blocked_until - available_at) * 1000)::double precision as "blockedMs"
      from shop_budgets`.execute(trx),
  )
  if (!rows[0]) throw new Error('There is no budget')
  return rows[0]
}

/** A pause in which the database's time passes at once. */
async function skip(ms: number): Promise<void> {
  await inTenant(database.db, tenantId, (trx) =>
    sql`update shop_budgets set
      available_at = available_at - ${ms} * interval '1 millisecond',
      blocked_until = blocked_until - ${ms} * interval '1 millisecond'`.execute(trx),
  )
}

it('hands on the data, and takes over what Shopify charged and has left', async () => {
  replies = [answer]
  expect(await ask()).toMatchObject({
    data: { shop: { name: 'A' } },
    cost: { requested: 10, actual: 4 },
    time: { restoreMs: 4000 },
  })
  expect(await readBudget()).toMatchObject({ available: 1500, spent: 4, reserved: [] })
})

it('counts all that was requested as spent where a shop shows no bucket', async () => {
  replies = [json({ data: { shop: { name: 'A' } }, ...cost(10, 4, null) })]
  await ask()
  expect(await readBudget()).toMatchObject({ spent: 10 })
})

it('reserves what Shopify says that a query costs, once it has said so', async () => {
  let reserved: number[] = []
  const dear = cost(640, 30)
  replies = [
    json({ data: {}, ...dear }),
    (response) =>
      void readBudget().then((row) => {
        reserved = row.reserved
        json({ data: {}, ...dear })(response)
      }),
  ]
  const client = createClient(database.db)
  await client.request(query, { signal, pause: never })
  await client.request(query, { signal, pause: never })
  expect(reserved).toEqual([640])
})

describe('THROTTLED', () => {
  it('is waited for by the numbers in it, by everybody', async () => {
    replies = [throttled({ ...bucket, currentlyAvailable: 3 }, 10), answer]
    const seen: number[] = []
    const others: string[] = []
    const { data } = await ask(async (ms) => {
      others.push(await failureOf(ask(never, otherDb)))
      seen.push((await readBudget()).available)
      await skip(ms)
    })
    expect(data).toEqual({ shop: { name: 'A' } })
    expect(Math.floor(seen[0] ?? 0)).toBe(3)
    // One second of Shopify's advice, then half a second at a time until seven points are there.
    expect(seen.length).toBeGreaterThan(10)
    for (const other of others) expect(other).toMatch(/paused for/)
  })

  it('without numbers holds everybody for a second', async () => {
    replies = [throttled(null)]
    await expect(ask()).rejects.toThrow('paused for 1000 ms')
    expect(await readBudget()).toMatchObject({ blockedMs: 1000, spent: 0 })
  })

  it('because the bucket is too small for the query is too expensive', async () => {
    replies = [throttled({ ...bucket, maximumAvailable: 500, currentlyAvailable: 500 })]
    await expect(ask()).rejects.toMatchObject({ name: 'ShopifyTooExpensiveError' })
  })
})

describe('429', () => {
  const refused = (retryAfter: string) =>
    json({ errors: 'Exceeded' }, 429, { 'retry-after': retryAfter })

  it('holds all processes of the shop for as long as Retry-After says, in seconds', async () => {
    replies = [refused('25.5'), answer]
    const seen: (number | null)[] = []
    const others: string[] = []
    const { data } = await ask(async (ms) => {
      seen.push((await readBudget()).blockedMs)
      others.push(await failureOf(ask(never, otherDb)))
      await skip(ms)
    })
    expect(data).toEqual({ shop: { name: 'A' } })
    expect(seen).toHaveLength(2)
    expect(seen[0]).toBe(25_500)
    for (const other of others) expect(other).toMatch(/paused for 2\d{4} ms/)
  })

  it('with a long pause is left to Temporal, and the shop is not asked meanwhile', async () => {
    replies = [refused('3600')]
    await expect(ask()).rejects.toMatchObject({ name: 'ShopifyThrottledError', waitMs: 3_600_000 })
    await expect(ask(never, otherDb)).rejects.toMatchObject({ name: 'ShopifyThrottledError' })
  })
})

describe('an answer that cannot be read', () => {
  const html = '<!doctype html><title>Something went wrong</title>'
  const page =
    (status: number, headers: Record<string, string> = {}): Reply =>
    (response) =>
      response.writeHead(status, { 'content-type': 'text/html', ...headers }).end(html)

  it.each([500, 502, 503, 504, 520, 522, 530, 540])(
    'with status %i is Shopify’s fault, whatever its body',
    async (status) => {
      replies = [page(status)]
      await expect(ask()).rejects.toMatchObject({ name: 'ShopifyServerError', status })
    },
  )

  it('says when to come back', async () => {
    replies = [page(503, { 'retry-after': '7' })]
    await expect(ask()).rejects.toMatchObject({ retryAfterMs: 7000 })
  })

  it.each<[string, Reply]>([
    ['is a page for people', page(200)],
    [
      'is broken JSON',
      (response) => response.setHeader('content-type', 'application/json').end('{"data":{'),
    ],
    [
      'breaks off',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '900' })
        response.write('{"data":')
        setImmediate(() => response.destroy())
      },
    ],
    ['never begins', (response) => void setTimeout(() => response.destroy(), 1000).unref()],
    [
      'never ends',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' })
        response.write('{"data":')
        setTimeout(() => response.destroy(), 1000).unref()
      },
    ],
    ['is a closed connection', (response) => response.destroy()],
  ])('because it %s is a broken connection, and its cost counts as spent', async (_name, reply) => {
    replies = [reply]
    const client = createClient(database.db, 200)
    const asked = client.request(query, { signal, pause: never })
    await expect(asked).rejects.toMatchObject({ name: 'ShopifyNetworkError', kind: 'retry_soon' })
    expect(await readBudget()).toMatchObject({ spent: 10, reserved: [] })
  })
})

it('a cancelled request counts as spent, for Shopify may still work on it', async () => {
  const cancel = new AbortController()
  replies = [
    (response) => {
      cancel.abort(new Error('cancelled'))
      setTimeout(() => response.destroy(), 1000).unref()
    },
  ]
  const asked = createClient(database.db).request(query, { signal: cancel.signal, pause: never })
  await expect(asked).rejects.toThrow('cancelled')
  expect(await readBudget()).toMatchObject({ spent: 10, reserved: [] })
})
