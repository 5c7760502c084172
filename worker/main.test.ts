import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { inTenant } from '@tidemark/db'
import { verifyRollups } from '@tidemark/db/ingest'
import { afterAll, beforeAll, expect, inject, it } from 'vitest'
import { syncWorkflowOptions } from './contract.ts'
import { countRows } from './testing/count-rows.ts'
import { startTestShop, type TestShop } from './testing/test-shop.ts'
import { startTestTemporal, type TestTemporal } from './testing/test-temporal.ts'
import { syncShop } from './workflows/index.ts'

const main = fileURLToPath(new URL('main.ts', import.meta.url))

let shop: TestShop
let temporal: TestTemporal
let worker: ChildProcess | undefined

beforeAll(async () => {
  ;[shop, temporal] = await Promise.all([startTestShop({ scale: 0.02 }), startTestTemporal()])
})
afterAll(async () => {
  worker?.kill('SIGKILL')
  await temporal.close()
  await shop.stop()
})

/** A worker in a process of its own, once it polls. */
async function startWorker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [main], {
    env: {
      DATABASE_APP_URL: shop.appUrl,
      TEMPORAL_ADDRESS: inject('temporalAddress'),
      TEMPORAL_NAMESPACE: temporal.namespace,
      SHOPIFY_ORIGIN: shop.standIn.origin,
      TIDEMARK_KEYS: shop.keys,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.stdout.on('data', (chunk: Buffer) => {
      if (chunk.toString().includes('"ready"')) resolve()
    })
    child.once('exit', (code) => reject(new Error(`The worker ended with ${code}.`)))
  })
  return child
}

it('a first sync completes by itself, however often the worker is killed in it', async () => {
  worker = await startWorker()
  const { tenantId, shopDomain } = shop
  const handle = await temporal.client.workflow.start(
    syncShop,
    syncWorkflowOptions({ tenantId, shopDomain, trigger: 'first' }),
  )
  for (const entity of ['products', 'orders'] as const) {
    while ((await countRows(shop.db, tenantId))[entity] === 0) await sleep(20)
    worker.kill('SIGKILL')
    await once(worker, 'exit')
    worker = await startWorker()
  }
  expect(await handle.result()).toMatchObject({ outcome: 'completed' })
  const { counts } = await shop.standIn.shop(shopDomain)
  const { orders, customers, products } = counts
  expect(await countRows(shop.db, tenantId)).toMatchObject({ orders, customers, products })
  expect(await inTenant(shop.db, tenantId, verifyRollups)).toEqual([])
})

it('asked to end, the worker stops what it does and exits cleanly', async () => {
  worker ??= await startWorker()
  worker.kill('SIGTERM')
  expect(await once(worker, 'exit')).toEqual([0, null])
})
