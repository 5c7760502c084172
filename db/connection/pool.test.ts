import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBlackHole } from '../testing/black-hole.ts'
import { query } from '../testing/catalogue.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import { createDb } from './db.ts'
import { inTenant } from './in-tenant.ts'

let database: TestDatabase
let mine: string
let theirs: string
beforeAll(async () => {
  database = await createTestDatabase()
  mine = (await createTestTenant(database.db)).tenantId
  theirs = (await createTestTenant(database.db)).tenantId
  for (const tenantId of [mine, theirs]) {
    await inTenant(database.db, tenantId, async (trx) => {
      const insert = { tenant_id: tenantId, order_id: '1' }
      await trx.insertInto('dirty_orders').values(insert).execute()
    })
  }
})
afterAll(async () => await database.drop())

test('money, counts, days and times arrive without loss', async () => {
  const { rows } = await sql`
    select 12345678901234567890.0123456789::numeric as money, 9007199254740993::bigint as id,
      '2026-03-29'::date as day, '2026-03-29T01:30:00Z'::timestamptz as at,
      array[1.10]::numeric[] as amounts, array['2026-03-29'::date] as days,
      array[9007199254740993]::bigint[] as ids, '{"a":1}'::jsonb as json
  `.execute(database.db)
  expect(rows).toEqual([
    {
      money: '12345678901234567890.0123456789',
      id: '9007199254740993',
      day: '2026-03-29',
      at: new Date('2026-03-29T01:30:00Z'),
      amounts: ['1.10'],
      days: ['2026-03-29'],
      ids: ['9007199254740993'],
      json: { a: 1 },
    },
  ])
})

test('the next borrower of a connection sees nothing of the last one’s shop', async () => {
  const db = createDb({ url: database.appUrl, poolSize: 1 })
  const tenants = async (tenantId: string) =>
    await inTenant(db, tenantId, async (trx) => {
      return await trx.selectFrom('dirty_orders').select('tenant_id').execute()
    })
  expect(await tenants(mine)).toEqual([{ tenant_id: mine }])
  const failed = inTenant(db, mine, async (trx) => {
    await trx.deleteFrom('dirty_orders').execute()
    throw new Error('after all not')
  })
  await expect(failed).rejects.toThrow('after all not')
  await expect(sql`select * from dirty_orders`.execute(db)).rejects.toThrow(/uuid|tenant_id/)
  expect(await tenants(theirs)).toEqual([{ tenant_id: theirs }])
  expect(await tenants(mine)).toEqual([{ tenant_id: mine }])
  await db.destroy()
})

test('a hundred transactions of two shops on two connections never mix', async () => {
  const db = createDb({ url: database.appUrl, poolSize: 2 })
  const outcomes = await Promise.allSettled(
    Array.from({ length: 100 }, async (_, index) => {
      const tenantId = index % 2 === 0 ? mine : theirs
      return await inTenant(db, tenantId, async (trx) => {
        if (index % 7 === 0) throw new Error('abort')
        if (index % 11 === 0) await sql`select 1 / 0`.execute(trx)
        const rows = await trx.selectFrom('dirty_orders').select('tenant_id').execute()
        return rows.every((row) => row.tenant_id === tenantId) && rows.length === 1
      })
    }),
  )
  const seen = outcomes.filter((one) => one.status === 'fulfilled').map((one) => one.value)
  expect(seen.length).toBeGreaterThan(50)
  expect(seen).not.toContain(false)
  await db.destroy()
})

test('a transaction that only reads can’t write', async () => {
  const write = inTenant(
    database.db,
    mine,
    async (trx) => await trx.deleteFrom('dirty_orders').execute(),
    { readOnly: true, isolation: 'repeatable read' },
  )
  await expect(write).rejects.toThrow('cannot execute DELETE in a read-only transaction')
})

test('a connection that the server ends, idle or in use, is replaced and reported', async () => {
  const errors: string[] = []
  const db = createDb({
    url: database.appUrl,
    poolSize: 1,
    applicationName: 'to be ended',
    onConnectionError: (error) => errors.push(error.message),
  })
  const endAll = async () =>
    await query(
      database.ownerUrl,
      `select pg_terminate_backend(pid, 5000) from pg_stat_activity
       where application_name = 'to be ended'`,
    )
  const inUse = inTenant(db, mine, async (trx) => {
    await endAll()
    await trx.selectFrom('dirty_orders').selectAll().execute()
  })
  await expect(inUse).rejects.toThrow(/terminat|connection error|closed/)
  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
  await endAll()
  await expect
    .poll(async () => {
      const again = sql<{ one: number }>`select 1 as one`.execute(db)
      return await again.then(
        ({ rows }) => rows,
        () => 'not yet',
      )
    })
    .toEqual([{ one: 1 }])
  expect(errors.length).toBeGreaterThan(0)
  await db.destroy()
})

test('a statement that takes too long is ended by the server, and the connection lives on', async () => {
  const db = createDb({ url: database.appUrl, poolSize: 1, queryTimeoutMs: 200 })
  await expect(sql`select pg_sleep(30)`.execute(db)).rejects.toThrow(
    'canceling statement due to statement timeout',
  )
  expect((await sql<{ one: number }>`select 1 as one`.execute(db)).rows).toEqual([{ one: 1 }])
  await db.destroy()
})

test('a connection that falls silent is given up and never handed out again', async () => {
  const hole = await startBlackHole(database.appUrl)
  const db = createDb({ url: hole.url, poolSize: 1, queryTimeoutMs: 200 })
  const silent = inTenant(db, mine, async (trx) => {
    hole.swallow()
    await trx.selectFrom('dirty_orders').selectAll().execute()
  })
  await expect(silent).rejects.toThrow(/timeout|closed|terminat/)
  const marks = async () =>
    await inTenant(
      db,
      mine,
      async (trx) => await trx.selectFrom('dirty_orders').selectAll().execute(),
    )
  expect(await marks()).toHaveLength(1)
  await db.destroy()
  await hole.close()
})
