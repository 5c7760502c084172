import { WorkflowNotFoundError } from '@temporalio/client'
import { inTenant, saveConnection } from '@tidemark/db'
import { readKeyring } from '@tidemark/db/secrets'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest'
import { startSyncingShop, type SyncingShop } from '../testing/syncing-shop.ts'
import { startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'

let temporal: TestTemporal
let shop: SyncingShop

beforeAll(async () => {
  temporal = await startTestTemporal()
})
afterAll(() => temporal.close())
beforeEach(async () => {
  shop = await startSyncingShop(temporal, { scale: 0.004 })
})
afterEach(() => shop.stop())

beforeEach(() => shop.restart({}, { compareReports: true }))

/** Syncs, and waits for the comparison that the sync launched; undefined: it launched none. */
async function syncAndCompare(): Promise<{ compared: boolean } | undefined> {
  const handle = temporal.client.workflow.getHandle(`reports:${shop.tenantId}`)
  const before = await handle.describe().catch(ignoreMissing)
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  const after = await handle.describe().catch(ignoreMissing)
  if (after === undefined || after.runId === before?.runId) return undefined
  return (await handle.result()) as { compared: boolean }
}

function ignoreMissing(error: unknown): undefined {
  if (!(error instanceof WorkflowNotFoundError)) throw error
}

const days = () => shop.query<{ days: number }>(sql`select count(*)::int as days from report_days`)
const differences = () =>
  shop.query<{ metric: string; difference: string }>(sql`
    select metric, (ours - shopify)::text as difference from report_differences order by metric
  `)
const check = () =>
  shop.query<{ older_before: string | null; fault: string | null }>(
    sql`select older_before, fault from report_checks`,
  )

it('each day says the same as Shopify’s own report, and what is damaged here is found the day after', async () => {
  expect(await syncAndCompare()).toEqual({ compared: true })
  expect(await differences()).toEqual([])
  // Eight days that are over, and ninety-two before them.
  expect(await days()).toEqual([{ days: 100 }])
  expect(await syncAndCompare()).toBe(undefined)

  await shop.query(sql`
    insert into daily_sales as d (tenant_id, reversals, day, currency_code, net_sales, total_sales)
    select tenant_id, 'event', max(day), currency_code, -5, -5
    from report_days group by tenant_id, currency_code
    on conflict (tenant_id, reversals, day, currency_code) do update
    set net_sales = d.net_sales - 5, total_sales = d.total_sales - 5
  `)
  await shop.query(sql`update report_checks set checked_at = checked_at - interval '1 day'`)
  expect(await syncAndCompare()).toEqual({ compared: true })
  expect(await differences()).toEqual([
    { metric: 'net_sales', difference: '-5.00' },
    { metric: 'total_sales', difference: '-5.00' },
  ])
  // Ninety-two more.
  expect(await days()).toEqual([{ days: 192 }])
})

it('without the scope nothing is asked', async () => {
  const { token } = (await shop.control('token', {
    scopes: ['read_orders', 'read_all_orders', 'read_customers', 'read_products'],
  })) as { token: string }
  await inTenant(shop.db, shop.tenantId, (trx) =>
    saveConnection(trx, readKeyring(shop.keys), { kind: 'admin_token', accessToken: token }),
  )
  expect(await syncAndCompare()).toBe(undefined)
  expect(await check()).toEqual([])
})

it('an app without the approval for personal data is told so once a day, and syncs all the same', async () => {
  await shop.control('data-access', { level: 'level1' })
  expect(await syncAndCompare()).toEqual({ compared: false })
  expect(await check()).toEqual([{ older_before: null, fault: 'customer_data' }])
  expect(await syncAndCompare()).toBe(undefined)
})

it('a report that Shopify does not give fails no sync, and is asked for with the next one', async () => {
  await shop.faults({ kind: 'status', status: 500, operation: 'TidemarkReport' })
  expect(await syncAndCompare()).toEqual({ compared: false })
  expect(await check()).toEqual([])
  await shop.clearFaults()
  expect(await syncAndCompare()).toEqual({ compared: true })
  expect(await differences()).toEqual([])
})
