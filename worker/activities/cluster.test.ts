import { MockActivityEnvironment } from '@temporalio/testing'
import { beginRun as beginRunRow, inTenant } from '@tidemark/db'
import { loadCursor } from '@tidemark/db/ingest'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { PageSizes } from '../shopify/page-sizes.ts'
import type { ShopifyShops } from '../shopify/shopify-shops.ts'
import { countRows } from '../testing/count-rows.ts'
import { startTestShop, type TestShop } from '../testing/test-shop.ts'
import { CHUNK_LIMITS } from './dependencies.ts'
import { createActivities } from './index.ts'
import type { ChunkResult } from './types.ts'

let shop: TestShop
const runId = 'run-1'

beforeAll(async () => {
  shop = await startTestShop()
  await inTenant(shop.db, shop.tenantId, (trx) =>
    beginRunRow(trx, { runId, workflowId: 'w', trigger: 'first' }),
  )
})
afterAll(() => shop.stop())

/** Pages of `size` rows, whatever the query would like. */
const inPagesOf = (size: number, shops: ShopifyShops): ShopifyShops => ({
  open: async (tenantId) => ({
    ...(await shops.open(tenantId)),
    pageSizes: () => new PageSizes([size]),
  }),
})

it('more rows of one time than a listing shows are read completely, and none twice for nothing', async () => {
  const { tenantId, db } = shop
  const { pullOrders } = createActivities(
    shop.createDeps({
      shopify: inPagesOf(3, shop.deps.shopify),
      limits: { ...CHUNK_LIMITS, pages: 1, listing: 6 },
    }),
  )
  const walked = new Set<string>()
  for (let done = false; !done;) {
    const chunk: ChunkResult = await new MockActivityEnvironment().run(pullOrders, {
      tenantId,
      runId,
      total: 10,
      allOrders: true,
      asOf: new Date().toISOString(),
    })
    const { walkQuery } = await inTenant(db, tenantId, (trx) => loadCursor(trx, 'orders'))
    walked.add(walkQuery === null ? 'all' : walkQuery.includes('id:>') ? 'by id' : 'by time')
    done = chunk.done
  }
  const { counts } = await shop.standIn.shop(shop.shopDomain)
  expect(await countRows(db, tenantId)).toMatchObject({ orders: counts.orders })
  expect(walked).toEqual(new Set(['all', 'by time', 'by id']))

  const { rows } = await inTenant(db, tenantId, (trx) =>
    sql<{ newest: Date; watermark: Date }>`
      select (select max(updated_at) from orders) as newest, watermark_at as watermark
      from sync_cursors where entity = 'orders'
    `.execute(trx),
  )
  expect(rows[0]?.watermark).toEqual(rows[0]?.newest)
})
