import { afterAll, beforeAll, expect, test } from 'vitest'
import { inTenant } from '../connection/in-tenant.ts'
import { customer } from '../ingest/testing/inputs.ts'
import { ingestCustomers, rejectRows } from '../ingest/index.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import { setStoresNames } from './index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => await database.drop())

test('names that may not be stored are removed at once, and later batches bring none', async () => {
  const { tenantId } = await createTestTenant(database.db)
  const within = <T>(work: Parameters<typeof inTenant<T>>[2]) =>
    inTenant(database.db, tenantId, work)
  const names = () =>
    within((trx) => trx.selectFrom('customers').select('display_name').orderBy('id').execute())

  const ada = customer({ id: '1', displayName: 'Ada Lovelace' })
  await within(async (trx) => {
    await ingestCustomers(trx, [ada])
    const json = { ...ada, id: '9', displayName: 'Grace Hopper' }
    await rejectRows(trx, [{ entity: 'customers', entityId: '9', json, reason: 'odd' }])
  })
  expect(await within((trx) => setStoresNames(trx, false))).toBe(true)
  expect(await within((trx) => setStoresNames(trx, false))).toBe(false)
  expect(await names()).toEqual([{ display_name: null }])
  const set = await within((trx) => trx.selectFrom('rejected_rows').select('json').execute())
  expect(JSON.stringify(set)).not.toContain('Hopper')

  // A page that was asked for before the setting changed.
  await within((trx) =>
    ingestCustomers(trx, [ada, customer({ id: '2', displayName: 'Mary Somerville' })], {
      force: true,
    }),
  )
  expect(await names()).toEqual([{ display_name: null }, { display_name: null }])

  await within((trx) => setStoresNames(trx, true))
  await within((trx) => ingestCustomers(trx, [ada], { force: true }))
  expect(await names()).toEqual([{ display_name: 'Ada Lovelace' }, { display_name: null }])
})
