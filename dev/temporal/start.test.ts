import { Connection } from '@temporalio/client'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, inject, test } from 'vitest'
import { startTemporal } from './index.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'tidemark-temporal-test-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

test('tests run on a Temporal server that knows our search attributes', async () => {
  const connection = await Connection.connect({ address: inject('temporalAddress') })
  const known = await connection.operatorService.listSearchAttributes({ namespace: 'default' })
  await connection.close()
  expect(Object.keys(known.customAttributes)).toEqual(
    expect.arrayContaining(['SyncOutcome', 'SyncTrigger', 'TenantId']),
  )
})

test('it starts again on the data of a server that was killed, and ends one that was orphaned', async () => {
  const killed = await startTemporal({ dataDir, port: 0, uiPort: null })
  process.kill(killed.pid, 'SIGKILL')
  const orphan = await startTemporal({ dataDir, port: 0, uiPort: null })
  const next = await startTemporal({ dataDir, port: 0, uiPort: 0 })
  await orphan.exited
  const page = await fetch(next.uiUrl)
  expect(page.status).toBe(200)
  await next.stop()
})
