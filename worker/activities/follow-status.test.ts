import { ScheduleNotFoundError } from '@temporalio/client'
import { findTenant, inTenant, listTenants, updateTenant } from '@tidemark/db'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { scheduleId } from '../contract.ts'
import { upsertSchedule } from '../schedules.ts'
import { startSyncingShop, type SyncingShop } from '../testing/syncing-shop.ts'
import { startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'

let temporal: TestTemporal
let shop: SyncingShop

beforeAll(async () => {
  temporal = await startTestTemporal()
  shop = await startSyncingShop(temporal, { scale: 0.004 })
  await shop.sync('first')
})
afterAll(async () => {
  await shop.stop()
  await temporal.close()
})

const row = async () => {
  const found = (await listTenants(shop.db)).find(({ id }) => id === shop.tenantId)
  if (!found) throw new Error('no shop')
  return found
}
const status = async () => (await inTenant(shop.db, shop.tenantId, findTenant)).status
const isPaused = async () => {
  const handle = temporal.client.schedule.getHandle(scheduleId(shop.tenantId))
  return (await handle.describe()).state.paused
}

it('a schedule pauses at once when its shop needs reconnecting, and goes on when it is mended', async () => {
  // Without a schedule there is none to be paused, and none is made.
  await shop.faults({ kind: 'status', status: 401 })
  await expect(shop.sync()).rejects.toThrow('Workflow execution failed')
  await expect(isPaused()).rejects.toBeInstanceOf(ScheduleNotFoundError)
  await shop.clearFaults()
  await shop.sync()

  await upsertSchedule(temporal.client, await row())
  expect(await isPaused()).toBe(false)
  await shop.faults({ kind: 'status', status: 401 })
  await expect(shop.sync()).rejects.toThrow('Workflow execution failed')
  expect(await status()).toBe('needs_attention')
  // Temporal shows what was written a moment later.
  await expect.poll(isPaused).toBe(true)

  await shop.clearFaults()
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  expect(await status()).toBe('active')
  await expect.poll(isPaused).toBe(false)
})

it('what a person paused stays paused, whatever becomes of the shop', async () => {
  await inTenant(shop.db, shop.tenantId, (trx) => updateTenant(trx, { status: 'needs_attention' }))
  await upsertSchedule(temporal.client, await row())
  await temporal.client.schedule
    .getHandle(scheduleId(shop.tenantId))
    .pause('Stocktaking until Monday.')
  await inTenant(shop.db, shop.tenantId, (trx) => updateTenant(trx, { status: 'paused' }))
  expect(await shop.sync()).toMatchObject({ outcome: 'cancelled' })
  expect(await isPaused()).toBe(true)
})
