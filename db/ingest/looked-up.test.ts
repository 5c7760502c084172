import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant } from '../index.ts'
import { query } from '../testing/catalogue.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import { planFor } from './few-changes.ts'
import { lookedUp } from './statement.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => await database.drop())

test('a few orders of a large shop among many small ones are looked up by their key, not read from another index', async () => {
  const { tenantId } = await createTestTenant(database.db)
  const ids = Array.from({ length: 10 }, (_, n) => String(n + 17))
  await query(
    database.ownerUrl,
    `insert into tidemark.customer_orders (tenant_id, order_id, customer_id, processed_at, day,
       currency_code, number, cohort_month)
     select case when n <= 20000 then $1::uuid else md5((n % 200)::text)::uuid end, n, n, now(),
       now(), 'USD', 1, now()
     from generate_series(1, 30000) as n`,
    [tenantId],
  )
  await query(database.ownerUrl, 'vacuum analyze tidemark.customer_orders')
  const { rows } = await inTenant(database.db, tenantId, async (trx) => {
    await planFor(trx, ids)
    return await sql<{ 'QUERY PLAN': string }>`
      explain (costs off)
      select customer_id from ${lookedUp('customer_orders', 'order_id', ids)} as found
    `.execute(trx)
  })
  const plan = rows.map((row) => row['QUERY PLAN']).join('\n')
  expect(plan).toMatch(/using customer_orders_pkey .*\n.*order_id = wanted\.id/)
  expect(plan).not.toContain('customer_orders_customer')
})
