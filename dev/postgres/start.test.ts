import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, expect, inject, test } from 'vitest'
import { startPostgres } from './index.ts'

const dataDir = mkdtempSync(join(tmpdir(), 'tidemark-postgres-test-'))
afterAll(() => rmSync(dataDir, { recursive: true, force: true }))

async function query(url: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql)
    return rows
  } finally {
    await client.end()
  }
}

test('tests run on a Postgres 18 of their own', async () => {
  const [row] = await query(inject('postgresUrl'), 'show server_version_num')
  expect(row).toEqual({ server_version_num: expect.stringMatching(/^18\d{4}$/) })
})

test('it keeps its data from start to start', async () => {
  const first = await startPostgres({ dataDir, port: 0 })
  await query(first.url, 'create table kept as select 42 as answer')
  await first.stop()
  const second = await startPostgres({ dataDir, port: 0 })
  expect(await query(second.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await second.stop()
})

test('it starts after kill -9 of its main process', async () => {
  const killed = await startPostgres({ dataDir, port: 0 })
  process.kill(killed.pid, 'SIGKILL')
  const next = await startPostgres({ dataDir, port: 0 })
  expect(await query(next.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await next.stop()
})

test('it ends an orphan that still serves its data folder', async () => {
  const orphan = await startPostgres({ dataDir, port: 0 })
  const next = await startPostgres({ dataDir, port: 0 })
  await orphan.exited
  expect(await query(next.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await next.stop()
})

test('a pid file that names a stranger is cleared away and the stranger left alone', async () => {
  writeFileSync(join(dataDir, 'pgdata', 'postmaster.pid'), `${process.pid}\n`)
  const postgres = await startPostgres({ dataDir, port: 0 })
  expect(await query(postgres.url, 'select answer from kept')).toEqual([{ answer: 42 }])
  await postgres.stop()
})

test('nobody comes in without the password', async () => {
  const { port } = new URL(inject('postgresUrl'))
  await expect(
    query(`postgres://postgres:wrong@127.0.0.1:${port}/postgres`, 'select 1'),
  ).rejects.toThrow(/password authentication failed/)
})
