import { setTimeout as sleep } from 'node:timers/promises'
import { WorkflowFailedError } from '@temporalio/client'
import { ApplicationFailure } from '@temporalio/common'
import { findTenant, inTenant, saveConnection } from '@tidemark/db'
import { createTestDatabase, createTestTenant, type TestDatabase } from '@tidemark/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  controlWorkflowOptions,
  type ControlShopInput,
  syncWorkflowOptions,
  WORKFLOWS,
} from '../contract.ts'
import { readRuns } from '../testing/run-rows.ts'
import { createLonelyDeps, lonelyKeyring } from '../testing/lonely-deps.ts'
import { startTestTemporal, type TestTemporal } from '../testing/test-temporal.ts'
import type { controlShop } from './index.ts'

let database: TestDatabase
let temporal: TestTemporal
let worker: { stop(): Promise<void> }
beforeAll(async () => {
  ;[database, temporal] = await Promise.all([createTestDatabase(), startTestTemporal()])
  worker = await temporal.work(createLonelyDeps(database.db, temporal.client))
})
afterAll(async () => {
  await worker.stop()
  await temporal.close()
  await database.drop()
})

const run = (input: ControlShopInput) =>
  temporal.client.workflow.execute<typeof controlShop>(
    WORKFLOWS.controlShop,
    controlWorkflowOptions(input, 'a-shop.myshopify.com'),
  )

/** The sentences of a failure, outermost first. */
async function failureOf(running: Promise<unknown>): Promise<string[]> {
  const error = await running.then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof WorkflowFailedError)) throw new Error('The workflow did not fail.')
  const sentences: string[] = []
  for (let at: unknown = error.cause; at instanceof Error; at = at.cause) {
    if (at instanceof ApplicationFailure) sentences.push(`${at.type}: ${at.message}`)
  }
  return sentences
}

it('does what it is told, with a result that says what came of it', async () => {
  const { tenantId, shopDomain } = await createTestTenant(database.db)
  expect(await run({ tenantId, command: 'pause' })).toEqual({
    done: true,
    sentence: `${shopDomain} is paused until it is resumed.`,
  })
  expect((await inTenant(database.db, tenantId, findTenant)).status).toBe('paused')
  expect(await run({ tenantId, command: 'setInterval', seconds: 120 })).toEqual({
    done: true,
    sentence: `${shopDomain} is now synced every 120 seconds.`,
  })
  expect(await run({ tenantId: tenantId.toUpperCase(), command: 'resume' })).toMatchObject({
    done: true,
  })
})

it('refuses what a person mistyped, in words, and touches nothing', async () => {
  const { tenantId } = await createTestTenant(database.db)
  const mistyped = { tenantId, command: 'stop' } as unknown as ControlShopInput
  expect(await failureOf(run(mistyped))).toEqual([
    'InvalidCommand: "command" must be one of pause, resume, cancel, retryRejected, setInterval, resync.',
  ])
})

it('fails at once for a shop that is not here', async () => {
  const tenantId = '0b0e7ad2-5c39-4f0c-9a51-0d8c8a1f4f10'
  expect(await failureOf(run({ tenantId, command: 'pause' }))).toEqual([
    'NoSuchShop: There is no shop with this id.',
  ])
})

it('ends a sync that is under way, which says in its row that it was cancelled', async () => {
  const { tenantId, shopDomain } = await createTestTenant(database.db)
  // Shopify cannot be reached, so the sync tries on until somebody ends it.
  await inTenant(database.db, tenantId, (trx) =>
    saveConnection(trx, lonelyKeyring, { kind: 'admin_token', accessToken: 'a token' }),
  )
  const sync = await temporal.client.workflow.start(
    WORKFLOWS.syncShop,
    syncWorkflowOptions({ tenantId, shopDomain, trigger: 'manual' }),
  )
  const state = async () => (await readRuns(database.db, tenantId)).runs[0]?.state
  while ((await state()) !== 'running') await sleep(20)
  expect(await run({ tenantId, command: 'pause' })).toEqual({
    done: true,
    sentence: `${shopDomain} is paused until it is resumed. Its sync under way is being cancelled.`,
  })
  await expect(sync.result()).rejects.toBeInstanceOf(WorkflowFailedError)
  expect((await sync.describe()).status.name).toBe('CANCELLED')
  expect(await readRuns(database.db, tenantId)).toMatchObject({
    runs: [{ state: 'cancelled', error: null }],
    status: 'paused',
  })
})
