import { assert, asyncProperty } from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { TenantTrx } from '../index.ts'
import {
  compareRollups,
  foldProductMonths,
  ingestCustomers,
  ingestOrders,
  markDeleted,
  reassignCustomers,
  refreshRollups,
  saveShopInfo,
  verifyRollups,
} from './index.ts'
import { customer } from './testing/inputs.ts'
import * as oracle from './testing/oracle.ts'
import * as stored from './testing/read-as-oracle.ts'
import { history, type Happening } from './testing/shop-history.ts'
import { ShopModel } from './testing/shop-model.ts'
import { createTestShops, type TestShops } from './testing/test-shops.ts'

let shops: TestShops
beforeAll(async () => {
  shops = await createTestShops()
})
afterAll(async () => await shops.drop())

test('whatever happens in whatever order, the rollups are what the definitions say', async () => {
  await assert(
    asyncProperty(history, async (happenings) => {
      const shop = await shops.addShop('America/New_York', 'USD')
      const model = new ShopModel('America/New_York')
      for (const happening of happenings) {
        await shop.run((trx) => perform(trx, model, happening))
        model.apply(happening)
      }
      // Before the marks are drained too: what waits is as it was counted last.
      const { rollups } = await shop.run((trx) => compareRollups(trx))
      expect(rollups.filter(({ differences }) => differences > 0)).toEqual([])
      await shop.drain()
      await shop.run(async (trx) => {
        await compareWithOracle(trx, model.shop)
        expect(await verifyRollups(trx)).toEqual([])
        const repeated = await ingestOrders(trx, model.shop.orders)
        expect(repeated).toMatchObject({ changed: 0, stale: 0 })
      })
    }),
    { seed: 20_261_126, numRuns: 60 },
  )
})

async function compareWithOracle(trx: TenantTrx, shop: oracle.Shop): Promise<void> {
  expect(await stored.storedDays(trx)).toEqual(oracle.expectedDays(shop))
  expect(await stored.storedSegments(trx)).toEqual(oracle.expectedSegments(shop))
  expect(await stored.storedProducts(trx)).toEqual(oracle.expectedProducts(shop))
  expect(await stored.storedCustomers(trx)).toEqual(oracle.expectedCustomers(shop))
  expect(await stored.storedPlaces(trx)).toEqual(stored.asStored(oracle.sequence(shop)))
  expect(await stored.storedOrdering(trx)).toEqual(oracle.expectedOrdering(shop))
  expect(await stored.storedGaps(trx)).toEqual(oracle.expectedGaps(shop, 'day'))
  expect(await stored.storedGapMonths(trx)).toEqual(oracle.expectedGaps(shop, 'month'))
  expect(await stored.storedCohorts(trx)).toEqual(oracle.expectedCohorts(shop))
}

async function perform(trx: TenantTrx, model: ShopModel, happening: Happening): Promise<void> {
  switch (happening.kind) {
    case 'batch':
      await ingestOrders(trx, happening.orders)
      break
    case 'again':
      await ingestOrders(trx, model.batchAgain(happening))
      break
    case 'delete':
      await markDeleted(trx, happening.entity, happening.ids, happening.at)
      break
    case 'merge': {
      const orderIds = model.ordersOf(happening.from)
      const moved = orderIds.map((orderId) => ({ orderId, customerId: happening.to }))
      await reassignCustomers(trx, moved)
      break
    }
    case 'customers': {
      const { ids, updatedAt } = happening
      await ingestCustomers(
        trx,
        ids.map((id) => customer({ id, updatedAt })),
      )
      break
    }
    case 'shop': {
      const { timeZone, currencyCode } = happening
      const readAt = '2026-11-10T00:00:00Z'
      await saveShopInfo(trx, { name: 'Shop', plan: null, currencyCode, timeZone, readAt })
      break
    }
    case 'drain':
      await refreshRollups(trx, happening)
      await foldProductMonths(trx, { restHours: 0 })
      break
  }
}
