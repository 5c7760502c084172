import { MockActivityEnvironment } from '@temporalio/testing'
import { beginRun as beginRunRow, inTenant } from '@tidemark/db'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { ShopifyQueryError } from '../shopify/errors.ts'
import type { ShopifyShops } from '../shopify/shopify-shops.ts'
import { countRows } from '../testing/count-rows.ts'
import { startTestShop, type TestShop } from '../testing/test-shop.ts'
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

/** Shopify as it is, but for some fields of orders that it refuses. */
const refusing = (fields: Record<string, string>, shops: ShopifyShops): ShopifyShops => ({
  open: async (tenantId) => {
    const opened = await shops.open(tenantId)
    return {
      ...opened,
      client: {
        ...opened.client,
        request: async (query, caller) => {
          const asked = Object.entries(fields).find(([, name]) => query.variables?.[name] === true)
          if (asked) throw new ShopifyQueryError('no code', { path: ['orders', 'nodes', asked[0]] })
          return await opened.client.request(query, caller)
        },
      },
    }
  },
})

it('orders are mirrored without the fields that Shopify refuses, and the gaps are named', async () => {
  const { pullOrders } = createActivities(
    shop.createDeps({
      shopify: refusing(
        {
          displayAddress: 'withAddress',
          totalCashRoundingAdjustment: 'withCashRounding',
          refunds: 'withRefunds',
        },
        shop.deps.shopify,
      ),
    }),
  )
  const chunk: ChunkResult = await new MockActivityEnvironment().run(pullOrders, {
    tenantId: shop.tenantId,
    runId,
    total: 10,
    allOrders: true,
    asOf: new Date().toISOString(),
  })
  const { counts } = await shop.standIn.shop(shop.shopDomain)
  expect(chunk).toMatchObject({
    done: true,
    gaps: [
      'orders.displayAddress: refused',
      'orders.totalCashRoundingAdjustment: refused',
      'orders.refunds: refused',
    ],
  })
  expect(await countRows(shop.db, shop.tenantId)).toMatchObject({ orders: counts.orders })
})
