import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readMigrateConfig } from './config.ts'
import { query } from './testing/catalogue.ts'
import { createTestDatabase, type TestDatabase } from './testing/index.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => await database.drop())

interface Ended {
  code: number
  stdout: string
  stderr: string
}

async function run(env: Record<string, string>): Promise<Ended> {
  const script = fileURLToPath(new URL('migrate.ts', import.meta.url))
  return await new Promise((resolve) => {
    const child = execFile(process.execPath, [script], { env }, (_error, stdout, stderr) => {
      resolve({ code: child.exitCode ?? -1, stdout, stderr })
    })
  })
}

test('the command migrates and exits with 0', async () => {
  const ended = await run({ DATABASE_URL: database.ownerUrl })
  expect(ended).toEqual({ code: 0, stdout: 'The database is up to date.\n', stderr: '' })
})

test('the command exits with 1 and one sentence when a migration was edited', async () => {
  await query(
    database.ownerUrl,
    `update tidemark.migrations set checksum = 'other' where position = 0`,
  )
  const ended = await run({ DATABASE_URL: database.ownerUrl })
  expect(ended).toMatchObject({ code: 1, stdout: '' })
  expect(ended.stderr).toMatch(/^Migration \w+ was applied and has been changed since .*\n$/)
})

test('the command exits with 1 when the server is away or the variable missing', async () => {
  const away = await run({ DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' })
  expect(away.code).toBe(1)
  expect(away.stderr).toContain('ECONNREFUSED')
  const unset = await run({})
  expect(unset).toMatchObject({
    code: 1,
    stderr: expect.stringMatching(/^DATABASE_URL is missing/),
  })
})

test('the environment is read into a frozen object, or refused by the variable’s name', () => {
  const databaseUrl = 'postgres://postgres@localhost/tidemark'
  const read = (appUrl: string) =>
    readMigrateConfig({ DATABASE_URL: databaseUrl, DATABASE_APP_URL: appUrl })
  expect(read('postgres://tidemark_app:p%40ss@localhost/tidemark')).toEqual({
    databaseUrl,
    appPassword: 'p@ss',
  })
  expect(read('')).toEqual({ databaseUrl, appPassword: undefined })
  expect(Object.isFrozen(read(''))).toBe(true)
  expect(() => read('postgres://postgres@localhost/x')).toThrow(/DATABASE_APP_URL must connect/)
  expect(() => read('mysql://x')).toThrow(/DATABASE_APP_URL is not/)
  expect(() => readMigrateConfig({ DATABASE_URL: 'x' })).toThrow(/DATABASE_URL is not/)
})
