import {
  beginRun,
  type Db,
  finishRun,
  inTenant,
  saveReport,
  type TenantTrx,
  updateRunProgress,
} from '@tidemark/db'
import { ingestCustomers, ingestProducts, refreshRollups, rejectRows } from '@tidemark/db/ingest'
import type { LightMyRequestResponse } from 'fastify'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { fillSalesShop } from './sales-shop.ts'
import { createTestAccount, createTestServer, createTestTenant, signIn } from './test-server.ts'

/** What an attacker would name a product and a customer. */
const COMMAND = "=cmd|' /C calc'!A0"
const SUM = '@SUM(1)'

export interface ExportShop {
  /** The answer of `/api/export/<path>`. */
  get: (path: string) => Promise<LightMyRequestResponse>
  /** The lines of such a file, the first one without its mark. */
  download: (path: string) => Promise<string[]>
  close: () => Promise<void>
}

/** Such a shop, lamps.myshopify.com, as its signed-in owner can ask for its files. */
export async function openExportShop(): Promise<ExportShop> {
  const server = await createTestServer()
  const shop = await createTestTenant(server.db, { shopDomain: 'lamps.myshopify.com' })
  const account = await createTestAccount(server.db, 'ann@example.com', [shop])
  const headers = await signIn(server.app, account)
  await fillExportShop(server.db, shop.tenantId)
  const get = (path: string) => server.app.inject({ url: `/api/export/${path}`, headers })
  return {
    get,
    async download(path) {
      const response = await get(path)
      expect([path, response.statusCode]).toEqual([path, 200])
      expect(response.body).toMatch(/^\uFEFF[^\n]*\r\n([^]*\r\n)?$/)
      return response.body.slice(1).split('\r\n').slice(0, -1)
    },
    close: server.close,
  }
}

/**
 * The sales shop once more, with a product and a customer whose names are formulas for programs that
 * open tables, a variant whose SKU is one, a sync that failed and one that went well, a row that was
 * set aside, and two days of Shopify's own report, of which the first differs.
 */
async function fillExportShop(db: Db, tenantId: string): Promise<void> {
  await fillSalesShop(db, tenantId)
  await inTenant(db, tenantId, async (trx) => {
    const later = '2025-04-01T00:00:00Z'
    await ingestProducts(trx, [
      {
        id: '1',
        title: COMMAND,
        handle: 'lamp',
        status: 'ACTIVE',
        vendor: '+Vendor',
        productType: 'Light, "warm"',
        createdAt: later,
        updatedAt: later,
        variants: [{ id: '101', title: '-red', sku: '-A1', price: '9.50', position: 1 }],
        variantsComplete: true,
      },
    ])
    await ingestCustomers(trx, [
      {
        id: '7',
        displayName: SUM,
        state: 'ENABLED',
        createdAt: '2024-01-01T00:00:00Z',
        updatedAt: later,
        amountSpent: '170.25',
        amountSpentCurrencyCode: 'USD',
        ordersCount: '2',
        readAt: '2025-04-02T00:00:00Z',
      },
    ])
    await refreshRollups(trx)
    await addRuns(trx)
    await addReport(trx)
    await rejectRows(trx, [
      { entity: 'orders', entityId: '99', json: { email: 'x@example.com' }, reason: '=No room.' },
    ])
    await sql`
      update rejected_rows
      set first_rejected_at = '2025-03-06T00:00:00Z', rejected_at = '2025-03-07T00:00:00Z'
    `.execute(trx)
  })
}

async function addRuns(trx: TenantTrx): Promise<void> {
  const [first, second] = [new Date('2025-03-06T10:00:00Z'), new Date('2025-03-06T11:00:00Z')]
  const of = { workflowId: 'sync', trigger: 'schedule' } as const
  await beginRun(trx, { ...of, runId: 'a', now: first })
  await finishRun(trx, {
    runId: 'a',
    state: 'failed',
    error: { kind: 'token', sentence: 'Shopify refused the token.', action: 'Connect it again.' },
    now: first,
  })
  await beginRun(trx, { ...of, runId: 'b', now: second })
  const progress = { rejected: 0, total: null, done: true }
  await updateRunProgress(
    trx,
    'b',
    {
      orders: { read: 5, changed: 4, ...progress, rejected: 1 },
      products: { read: 2, changed: 1, ...progress },
    },
    { gaps: ['-Names are hidden.'], notes: ['It was slow.', 'It was read again.'] },
  )
  await finishRun(trx, {
    runId: 'b',
    state: 'completed_with_rejects',
    rejectedRows: 1,
    now: second,
  })
}

async function addReport(trx: TenantTrx): Promise<void> {
  const day = '2025-03-01'
  await saveReport(trx, {
    range: { from: day, to: '2025-03-02' },
    currencyCode: 'USD',
    digits: 2,
    figures: [
      { day, metric: 'orders', amount: '2' },
      { day, metric: 'gross_sales', amount: '95.0' },
    ],
    comparedAt: new Date('2025-04-01T06:00:00Z'),
  })
}
