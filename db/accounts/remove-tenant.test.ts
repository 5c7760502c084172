import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant } from '../connection/in-tenant.ts'
import { listTables, query } from '../testing/catalogue.ts'
import { fillTenant } from '../testing/fill-tenant.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import { addMembership, findLogin, removeTenant } from './index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => await database.drop())

async function countRows(tenantId: string): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  for (const { name, columns } of await listTables(database.ownerUrl)) {
    if (!columns.includes('tenant_id')) continue
    const rows = await query<{ count: number }>(
      database.ownerUrl,
      `select count(*)::int as count from tidemark.${name} where tenant_id = $1`,
      [tenantId],
    )
    counts[name] = rows[0]?.count ?? 0
  }
  return counts
}

test('a removed shop leaves no row in any table, and other shops keep all of theirs', async () => {
  const { db, ownerUrl } = database
  const gone = await createTestTenant(db)
  const kept = await createTestTenant(db)
  await addMembership(db, { userId: kept.userId, tenantId: gone.tenantId })
  const tables = (await listTables(ownerUrl)).filter(
    (table) =>
      table.columns.includes('tenant_id') &&
      !['memberships', 'sessions', 'audit_log'].includes(table.name),
  )
  await fillTenant(ownerUrl, tables, gone.tenantId)
  await fillTenant(ownerUrl, tables, kept.tenantId)
  const before = await countRows(kept.tenantId)
  expect(Object.values(before).filter((count) => count > 0).length).toBeGreaterThan(17)

  expect(await removeTenant(db, gone.tenantId)).toBe(true)
  expect(await removeTenant(db, gone.tenantId)).toBe(false)
  expect(await removeTenant(db, randomUUID())).toBe(false)

  expect(Object.values(await countRows(gone.tenantId)).every((count) => count === 0)).toBe(true)
  expect(await countRows(kept.tenantId)).toEqual(before)
  expect(await findLogin(db, gone.email)).toBeUndefined()
  expect(await findLogin(db, kept.email)).toBeDefined()
})

test('a removal waits for the shop’s transaction under way, and what it wrote is gone too', async () => {
  const { db } = database
  const { tenantId } = await createTestTenant(db)
  let removed: Promise<boolean> = Promise.resolve(false)
  await inTenant(db, tenantId, async (trx) => {
    removed = removeTenant(db, tenantId)
    await expect
      .poll(
        async () =>
          await query(
            database.ownerUrl,
            `select from pg_locks where locktype = 'advisory' and not granted
               and database = (select oid from pg_database where datname = current_database())`,
          ),
      )
      .toHaveLength(1)
    await trx.insertInto('dirty_orders').values({ tenant_id: tenantId, order_id: '1' }).execute()
  })
  expect(await removed).toBe(true)
  expect((await countRows(tenantId)).dirty_orders).toBe(0)
  const late = inTenant(db, tenantId, async () => undefined)
  await expect(late).rejects.toThrow('There is no such tenant.')
})
