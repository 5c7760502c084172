import { afterAll, beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { inTenant, type TenantTrx } from '../index.ts'
import { rejectRows, resolveRejected } from '../ingest/index.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import { coverage } from './coverage.ts'
import { rejectedRows } from './rejected-rows.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.drop())

async function inNewShop(work: (trx: TenantTrx) => Promise<void>): Promise<void> {
  const { tenantId } = await createTestTenant(database.db)
  await inTenant(database.db, tenantId, work)
}

const HASH = sql`'\\x00'::bytea`
const AT = '2026-03-01T00:00:00Z'

async function insertCustomer(trx: TenantTrx, id: number, deletedAt: string | null = null) {
  await sql`
    insert into customers (tenant_id, id, created_at, updated_at, deleted_at, content_hash)
    values (current_setting('tidemark.tenant_id')::uuid, ${id}, ${AT}, ${AT}, ${deletedAt}, ${HASH})
  `.execute(trx)
}

async function insertOrder(trx: TenantTrx, id: number, customerId: number | null) {
  await sql`
    insert into orders (tenant_id, id, name, customer_id, processed_at, created_at, updated_at, test,
      currency_code, presentment_currency_code, original_total, current_total, total_refunded,
      cash_rounding, refund_discrepancy, content_hash)
    values (current_setting('tidemark.tenant_id')::uuid, ${id}, ${`#${id}`}, ${customerId}, ${AT},
      ${AT}, ${AT}, false, 'USD', 'USD', 0, 0, 0, 0, 0, ${HASH})
  `.execute(trx)
}

test('a shop that was never read says so for each kind of object', async () => {
  await inNewShop(async (trx) => {
    const found = await coverage(trx)
    expect(found.map(({ entity }) => entity)).toEqual(['orders', 'customers', 'products'])
    for (const { entity, gaps, ...times } of found) {
      expect(times).toEqual({ completeFrom: null, completeTo: null, comparedAt: null })
      expect(gaps).toEqual([
        {
          code: 'not_read_yet',
          field: null,
          count: null,
          sentence: `The ${entity} have not been read to the end yet.`,
          action: 'Nothing while a sync runs; otherwise sync the shop.',
        },
      ])
    }
  })
})

test('what a sync has stored comes back with its words', async () => {
  await inNewShop(async (trx) => {
    const gaps = [
      { code: 'sixty_days', field: null },
      { code: 'no_access', field: 'customer.displayName' },
      { code: 'refused', field: 'order.agreements' },
      { code: 'not_compared', field: null },
    ]
    await sql`
      insert into sync_coverage (tenant_id, entity, complete_from, complete_to, compared_at, gaps)
      values (current_setting('tidemark.tenant_id')::uuid, 'orders', '2026-01-01T00:00:00Z',
        '2026-03-01T00:00:00Z', '2026-02-28T00:00:00Z', ${JSON.stringify(gaps)}::jsonb)
    `.execute(trx)
    const [orders] = await coverage(trx)
    expect(orders).toMatchObject({
      completeFrom: new Date('2026-01-01T00:00:00Z'),
      completeTo: new Date('2026-03-01T00:00:00Z'),
      comparedAt: new Date('2026-02-28T00:00:00Z'),
    })
    expect(orders?.gaps.map(({ code, field, count }) => ({ code, field, count }))).toEqual(
      gaps.map((gap) => ({ ...gap, count: null })),
    )
    expect(orders?.gaps.map(({ sentence }) => sentence)).toEqual([
      'Shopify shows this app only the orders of the last 60 days.',
      'Shopify does not let this app read customer.displayName.',
      'Shopify refused order.agreements, so it is left out.',
      "The orders could not be compared with Shopify's: one deleted there may still count here.",
    ])
  })
})

test('rows set aside, and orders whose customer is gone, are counted when it is read', async () => {
  await inNewShop(async (trx) => {
    await insertCustomer(trx, 1)
    await insertCustomer(trx, 2, AT)
    // One of a customer who is here, two of a deleted one, one of an unknown one, one of a guest.
    for (const [id, customer] of [
      [10, 1],
      [11, 2],
      [12, 2],
      [13, 3],
      [14, null],
    ] as const) {
      await insertOrder(trx, id, customer)
    }
    const row = (entity: 'orders' | 'products', entityId: string) => ({
      entity,
      entityId,
      json: { id: entityId },
      reason: 'It did not fit.',
    })
    await rejectRows(trx, [row('orders', '7'), row('orders', '8'), row('products', '9')])
    await resolveRejected(trx, 'orders', [{ id: '8', updatedAt: AT }])
    const found = await coverage(trx)
    const gaps = found.flatMap(({ entity, gaps }) =>
      gaps.map(({ code, count, sentence }) => [entity, code, count, sentence]),
    )
    expect(gaps.filter(([, code]) => code !== 'not_read_yet')).toEqual([
      ['orders', 'rejected', 1, '1 order could not be stored and is set aside.'],
      ['orders', 'redacted', 3, 'The customer of 3 orders was deleted or redacted at Shopify.'],
      ['products', 'rejected', 1, '1 product could not be stored and is set aside.'],
    ])
  })
})

test('what is set aside is listed newest first, of one kind or of all, and counted beyond the limit', async () => {
  await inNewShop(async (trx) => {
    for (const [entity, entityId] of [
      ['orders', '1'],
      ['products', '2'],
      ['orders', '3'],
      ['orders', '4'],
    ] as const) {
      await rejectRows(trx, [
        { entity, entityId, json: { id: entityId }, reason: `No room for ${entityId}.` },
      ])
      await sql`
        update rejected_rows set rejected_at = ${`2026-03-0${entityId}T00:00:00Z`}
        where entity_id = ${entityId}
      `.execute(trx)
    }
    await resolveRejected(trx, 'orders', [{ id: '4', updatedAt: AT }])
    const all = await rejectedRows(trx, { limit: 2 })
    expect(all.total).toBe(3)
    expect(all.rows).toMatchObject([
      {
        entity: 'orders',
        entityId: '3',
        json: { id: '3' },
        reason: 'No room for 3.',
        rejectedAt: new Date('2026-03-03T00:00:00Z'),
      },
      { entity: 'products', entityId: '2' },
    ])
    const products = await rejectedRows(trx, { limit: 10, entity: 'products' })
    expect(products).toMatchObject({ total: 1, rows: [{ entityId: '2' }] })
    expect(await rejectedRows(trx, { limit: 10, entity: 'customers' })).toEqual({
      total: 0,
      rows: [],
      next: null,
    })
    const { next } = all
    if (next === null) throw new Error('One row is left')
    const rest = await rejectedRows(trx, { limit: 2, after: next })
    expect(rest).toMatchObject({
      total: 1,
      rows: [{ entity: 'orders', entityId: '1' }],
      next: null,
    })
  })
})
