import { setTimeout as sleep } from 'node:timers/promises'
import type { ScheduleUpdateOptions } from '@temporalio/client'
import { inTenant, listTenants, type TenantSummary, updateTenant } from '@tidemark/db'
import { createTestDatabase, createTestTenant, type TestDatabase } from '@tidemark/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { adoptSchedule, adoptSchedules } from './adopt-schedules.ts'
import { listSchedules, reconcileSchedules, upsertSchedule } from './schedules.ts'
import { startTestTemporal, type TestTemporal } from './testing/test-temporal.ts'

let database: TestDatabase
let temporal: TestTemporal
beforeAll(async () => {
  ;[database, temporal] = await Promise.all([createTestDatabase(), startTestTemporal()])
})
afterAll(async () => {
  await temporal.close()
  await database.drop()
})

/** A shop that is synced every hour, with its schedule as we wrote it. */
async function createShop() {
  const { db } = database
  const { client } = temporal
  const { tenantId } = await createTestTenant(db)
  const handle = client.schedule.getHandle(`sched:${tenantId}`)
  const read = async (): Promise<TenantSummary> => {
    const shop = (await listTenants(db)).find(({ id }) => id === tenantId)
    if (!shop) throw new Error('no shop')
    return shop
  }
  await upsertSchedule(client, await read())
  return {
    id: tenantId,
    handle,
    read,
    /** Changes the row alone, as a command that was cut off before it came to the schedule. */
    write: (change: Parameters<typeof updateTenant>[1]) =>
      inTenant(db, tenantId, (trx) => updateTenant(trx, change)),
    /**
     * Edits the schedule as Temporal's UI does: the whole of it, its note included. Done once Temporal
     * shows it: of an edit and a pause at one moment the edit, which says "not paused", would win.
     */
    edit: async (change: (now: ScheduleUpdateOptions) => Partial<ScheduleUpdateOptions>) => {
      const editedAt = async () => (await handle.describe()).info.lastUpdatedAt?.getTime()
      const before = await editedAt()
      await handle.update((now) => ({ ...now, ...change(now) }))
      while ((await editedAt()) === before) await sleep(20)
    },
    /** A person pauses it, or lets it go on: done once Temporal shows it, which may lag a moment. */
    pause: async (reason: string) => {
      await handle.pause(reason)
      while (!(await handle.describe()).state.paused) await sleep(20)
    },
    unpause: async (reason: string) => {
      await handle.unpause(reason)
      while ((await handle.describe()).state.paused) await sleep(20)
    },
    /** What housekeeping does. */
    tidy: async () => {
      const shop = await adoptSchedule({ db, temporal: client }, await read())
      await upsertSchedule(client, shop)
      const { status, syncIntervalSeconds } = await read()
      const { state, spec } = await handle.describe()
      return {
        row: [status, syncIntervalSeconds],
        schedule: [state.paused, (spec.intervals?.[0]?.every ?? 0) / 1000],
        note: state.note,
        spec,
      }
    },
  }
}

const every = (seconds: number) => (now: ScheduleUpdateOptions) => ({
  spec: { ...now.spec, intervals: [{ every: seconds * 1000, offset: 7_000 }] },
})

it('a schedule that a person pauses stays paused, and goes on when a person lets it', async () => {
  const shop = await createShop()
  await shop.pause('Stocktaking until Monday.')
  expect(await shop.tidy()).toMatchObject({
    row: ['paused', 3600],
    schedule: [true, 3600],
    note: expect.stringMatching(/^Set by Tidemark: paused\./),
  })
  await shop.unpause('Back again.')
  expect(await shop.tidy()).toMatchObject({ row: ['active', 3600], schedule: [false, 3600] })
  expect(await shop.tidy()).toMatchObject({ row: ['active', 3600], schedule: [false, 3600] })
})

it('unpausing takes a shop up again that waited for a person', async () => {
  const shop = await createShop()
  await shop.write({ status: 'needs_attention' })
  expect(await shop.tidy()).toMatchObject({
    row: ['needs_attention', 3600],
    schedule: [true, 3600],
  })
  await shop.unpause('The token was mended.')
  expect(await shop.tidy()).toMatchObject({ row: ['active', 3600], schedule: [false, 3600] })
})

it('an interval that a person writes is kept, with the shop’s own place in it', async () => {
  const shop = await createShop()
  await shop.edit(every(900))
  const { row, schedule, spec } = await shop.tidy()
  expect([row, schedule]).toEqual([
    ['active', 900],
    [false, 900],
  ])
  expect(spec.intervals?.[0]?.offset).toBe((Number.parseInt(shop.id.slice(0, 8), 16) % 900) * 1000)
  expect(spec.jitter).toBe(18_000)
})

it('both at once are kept: another interval, and paused with a reason', async () => {
  const shop = await createShop()
  await shop.edit(every(1800))
  await shop.pause('Too many syncs.')
  expect(await shop.tidy()).toMatchObject({ row: ['paused', 1800], schedule: [true, 1800] })
})

it('what a row cannot hold is put back: a calendar, two intervals, one out of bounds', async () => {
  const shop = await createShop()
  const mended = { row: ['active', 3600], schedule: [false, 3600] }
  await shop.edit(every(30))
  expect(await shop.tidy()).toMatchObject(mended)
  await shop.edit(() => ({ spec: { calendars: [{ hour: 3 }] } }))
  expect(await shop.tidy()).toMatchObject(mended)
  await shop.edit(() => ({ spec: { intervals: [{ every: 900_000 }, { every: 60_000 }] } }))
  const { spec, ...rest } = await shop.tidy()
  expect(rest).toMatchObject(mended)
  expect(spec.intervals).toHaveLength(1)
})

it('a write of our own that was lost half-way is made good from the row', async () => {
  const shop = await createShop()
  await shop.write({ status: 'paused', syncIntervalSeconds: 900 })
  expect(await shop.tidy()).toMatchObject({ row: ['paused', 900], schedule: [true, 900] })
  await shop.write({ status: 'active' })
  expect(await shop.tidy()).toMatchObject({ row: ['active', 900], schedule: [false, 900] })
})

it('a schedule of before there were notes follows the row', async () => {
  const shop = await createShop()
  await shop.edit((now) => ({ state: { ...now.state, note: '', paused: true } }))
  expect(await shop.tidy()).toMatchObject({ row: ['active', 3600], schedule: [false, 3600] })
})

it('a command that came between is not undone by what was read before it', async () => {
  const shop = await createShop()
  const before = await shop.read()
  await shop.pause('A person.')
  await shop.write({ syncIntervalSeconds: 900 })
  const deps = { db: database.db, temporal: temporal.client }
  expect(await adoptSchedule(deps, before)).toMatchObject({
    status: 'active',
    syncIntervalSeconds: 900,
  })
  expect(await shop.read()).toMatchObject({ status: 'active', syncIntervalSeconds: 900 })
})

it('a list tells of all shops what people changed, and only those schedules are written again', async () => {
  const shops = [await createShop(), await createShop(), await createShop()]
  const [paused, edited, left] = shops
  await paused?.handle.pause('A person.')
  await edited?.edit(every(900))
  const deps = { db: database.db, temporal: temporal.client }
  const seen = async () => {
    const present = await listSchedules(temporal.client)
    const pausedNow = present.get(`sched:${paused?.id}`)?.state.paused
    const everyNow = present.get(`sched:${edited?.id}`)?.spec?.intervals?.[0]?.every
    const leftNow = present.get(`sched:${left?.id}`)?.state.note
    return pausedNow && everyNow === 900_000 && leftNow ? present : null
  }
  let present = await seen()
  while (present === null) {
    await sleep(50)
    present = await seen()
  }
  const rows = await Promise.all(shops.map(({ read }) => read()))
  const { tenants, adopted } = await adoptSchedules(deps, present, rows)
  expect(adopted).toBe(2)
  expect(tenants.map(({ status, syncIntervalSeconds }) => [status, syncIntervalSeconds])).toEqual([
    ['paused', 3600],
    ['active', 900],
    ['active', 3600],
  ])
  const listed = new Map([...present].filter(([id]) => shops.some((one) => id.endsWith(one.id))))
  const { upserted } = await reconcileSchedules(temporal.client, tenants, {
    every: false,
    present: listed,
  })
  expect(upserted).toBe(2)
  // The list is old news by now: nothing is taken over a second time.
  expect((await adoptSchedules(deps, listed, tenants)).adopted).toBe(0)
})
