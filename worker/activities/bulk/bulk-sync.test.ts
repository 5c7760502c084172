import { setTimeout as wait } from 'node:timers/promises'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { startSyncingShop, type SyncingShop } from '../../testing/syncing-shop.ts'
import { startTestTemporal, type TestTemporal } from '../../testing/test-temporal.ts'
import { customersBulkQuery, ordersBulkQuery } from '../../shopify/queries/bulk.graphql.ts'
import { joinLines, parseLines, toKeptLines } from './join-lines.ts'
import { readBulk, startBulk } from './operations.ts'
import { readOrder } from './order-spelling.ts'
import { readWholes } from './read-wholes.ts'

let temporal: TestTemporal
let shop: SyncingShop

beforeAll(async () => {
  temporal = await startTestTemporal()
})
afterAll(() => temporal.close())

/** A shop of its own whose first sync has not been; bulk operations are used from the first row on. */
beforeEach(async () => {
  shop = await startSyncingShop(temporal)
  return () => shop.stop()
})

it('a first sync by bulk operations mirrors the whole shop', async () => {
  const result = await shop.sync()
  expect(result).toMatchObject({ outcome: 'completed', entities: { orders: { done: true } } })
  await shop.expectTruth()
  expect(await shop.notes()).toEqual([])
})

it('children may stand anywhere in the file, before their parents too', async () => {
  await shop.faults({ kind: 'bulk-disorder' })
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
  expect(await shop.notes()).toEqual([])
})

it('orders as Shopify spells them need no JSON where all of theirs stands together', async () => {
  const { client } = await shop.deps.shopify.open(shop.tenantId)
  const caller = {
    signal: AbortSignal.timeout(240_000),
    pause: async (ms: number) => await wait(ms),
  }
  const started = await startBulk(
    client,
    ordersBulkQuery({ filter: null, without: new Set() }),
    caller,
  )
  if (started.kind !== 'started') throw new Error(started.kind)
  let operation = await readBulk(client, started.id, caller)
  while (operation?.status !== 'COMPLETED') {
    await wait(50)
    operation = await readBulk(client, started.id, caller)
  }
  const file = Buffer.from(await (await fetch(operation.url ?? '')).arrayBuffer())
  const { roots } = joinLines([...parseLines({ position: 0, bytes: file })])
  const together = roots.flatMap(toKeptLines).map(({ line }) => `${line}\n`)
  const bytes = Buffer.from(together.join(''))
  const read = [...readWholes({ position: 0, bytes }, readOrder)]
  expect(read.filter((one) => !('row' in one))).toEqual([])
  expect(read.length).toBe(operation.rootObjectCount)
})

it('downloads that break, and addresses that expire, are picked up where the last batch was written', async () => {
  await shop.restart({ bulkRoots: 20 })
  await shop.faults({ kind: 'bulk-cut', share: 0.4, times: 6 }, { kind: 'bulk-gone', times: 2 })
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
  expect(await shop.notes()).toEqual([])
})

it('a storage that answers a Range request with the whole file is read on from the same place', async () => {
  await shop.restart({ bulkRoots: 20 })
  await shop.faults({ kind: 'bulk-no-range' }, { kind: 'bulk-cut', share: 0.5, times: 3 })
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
})

it('restarted at every checkpoint, nothing is lost and nothing counted twice', async () => {
  await shop.restart({ bulkRoots: 15, ms: 0 })
  const { entities } = await shop.sync()
  const { counts } = await shop.state()
  expect(entities.orders).toMatchObject({ changed: counts.orders })
  await shop.expectTruth()
})

it.each([
  ['FAILED', { status: 'FAILED', errorCode: 'TIMEOUT' }],
  ['CANCELED', { status: 'CANCELED' }],
  ['EXPIRED', { status: 'EXPIRED' }],
])('an operation that ends as %s is tried once more, and the run says so', async (name, rule) => {
  await shop.faults({ kind: 'bulk-status', ...rule, operation: 'orders', times: 1 })
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
  expect((await shop.notes())?.join()).toMatch(
    new RegExp(`bulk operation came to nothing.*${name}`),
  )
})

it.each([
  ['counts more than the file has', { kind: 'bulk-counts', by: 3 }],
  ['ends early', { kind: 'bulk-truncated', share: 0.6 }],
  ['ends within a line', { kind: 'bulk-truncated', share: 0.6, midLine: true }],
])('a result that %s moves no watermark: narrower windows, then pages', async (_name, rule) => {
  await shop.faults(rule)
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
  const said = (await shop.notes())?.filter((note) => note.startsWith('orders')).join('\n')
  expect(said).toMatch(/trying once more\n.*narrower windows\n.*read by pages/)
})

it('windows that are narrow enough to succeed are enough', async () => {
  await shop.faults({ kind: 'bulk-counts', by: 1, times: 2, operation: 'orders' })
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
  expect((await shop.notes())?.join('\n')).toMatch(/narrower windows/)
  expect((await shop.notes())?.join('\n')).not.toMatch(/read by pages/)
})

it.each([
  ['denied', { kind: 'bulk-denied' }],
  ['refused', { kind: 'bulk-refused', message: 'Bulk queries cannot contain this.' }],
])('where bulk access is %s, paging does the whole job', async (_name, rule) => {
  await shop.faults(rule)
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
  expect((await shop.notes())?.join('\n')).toMatch(/orders: read by pages/)
})

it('where other operations take all places for too long, paging does the whole job', async () => {
  await shop.faults({ kind: 'bulk-slow', ms: 600_000 })
  const { client } = await shop.createDeps().shopify.open(shop.tenantId)
  const caller = { signal: new AbortController().signal, pause: () => Promise.resolve() }
  for (let number = 1; number <= 5; number += 1) {
    const query = customersBulkQuery({ filter: `id:>=${number}`, without: new Set() })
    expect(await startBulk(client, query, caller)).toMatchObject({ kind: 'started' })
  }
  await shop.restart({ bulkStill: 0 })
  expect(await shop.sync()).toMatchObject({ outcome: 'completed' })
  await shop.expectTruth()
  expect((await shop.notes())?.join('\n')).toMatch(/orders: read by pages.*took all places/)
})

it('what changes while Shopify prepares the file and while it is read arrives, in the next sync at the latest', async () => {
  await shop.restart({ bulkRoots: 20 })
  await shop.faults(
    { kind: 'bulk-slow', ms: 1_500 },
    { kind: 'download-slow', bytesPerSecond: 600_000 },
  )
  const syncing = shop.sync()
  for (let seed = 1; seed <= 5; seed += 1) {
    await shop.control('changes', { count: 20, seed })
    await untilMoved()
  }
  await shop.clearFaults()
  expect(await syncing).toMatchObject({ outcome: 'completed' })
  await shop.sync()
  await shop.expectTruth()
})

/** Until the run's figures have moved once more, so that changes fall between batches. */
async function untilMoved(): Promise<void> {
  const moved = async () =>
    (await shop.query<{ at: string }>(sql`select max(updated_at)::text as at from sync_runs`))[0]
      ?.at
  const before = await moved()
  for (let tries = 0; tries < 50 && (await moved()) === before; tries += 1) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
