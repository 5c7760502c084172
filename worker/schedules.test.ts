import { randomUUID } from 'node:crypto'
import { ScheduleNotFoundError } from '@temporalio/client'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { reconcileSchedules, type ScheduledTenant, upsertSchedule } from './schedules.ts'
import { startTestTemporal, type TestTemporal } from './testing/test-temporal.ts'

let temporal: TestTemporal
beforeAll(async () => {
  temporal = await startTestTemporal()
})
afterAll(() => temporal.close())

const createTenant = (change: Partial<ScheduledTenant> = {}): ScheduledTenant => ({
  id: randomUUID(),
  shopDomain: 'a-shop.myshopify.com',
  status: 'active',
  syncIntervalSeconds: 3600,
  ...change,
})

const describeOf = (tenant: ScheduledTenant) =>
  temporal.client.schedule.getHandle(`sched:${tenant.id}`).describe()

it('a schedule is made and changed by the same call', async () => {
  const tenant = createTenant()
  await upsertSchedule(temporal.client, tenant)
  await upsertSchedule(temporal.client, { ...tenant, syncIntervalSeconds: 900, status: 'paused' })
  const { spec, state, policies, action } = await describeOf(tenant)
  expect(spec.intervals?.[0]?.every).toBe(900_000)
  expect(state.paused).toBe(true)
  expect(policies).toMatchObject({ overlap: 'SKIP', catchupWindow: 600_000 })
  expect(action).toMatchObject({ workflowType: 'scheduledSync', taskQueue: 'sync' })
})

it('every shop that is synced has its schedule, and no other has one', async () => {
  const [kept, paused, removed] = [
    createTenant(),
    createTenant({ status: 'needs_attention' }),
    createTenant({ status: 'removed' }),
  ]
  await upsertSchedule(temporal.client, removed)
  await reconcileSchedules(temporal.client, [kept, paused, removed], { every: true })
  expect((await describeOf(kept)).state.paused).toBe(false)
  expect((await describeOf(paused)).state.paused).toBe(true)
  await expect(describeOf(removed)).rejects.toBeInstanceOf(ScheduleNotFoundError)
})

it('a shop keeps its place in the interval, and shops are spread over it', async () => {
  const tenants = Array.from({ length: 5 }, () => createTenant())
  for (const tenant of tenants) await upsertSchedule(temporal.client, tenant)
  const offsets = await Promise.all(
    tenants.map(async (tenant) => (await describeOf(tenant)).spec.intervals?.[0]?.offset),
  )
  expect(new Set(offsets).size).toBeGreaterThan(1)
})
