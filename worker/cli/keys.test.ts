import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inTenant, loadConnection, saveConnection } from '@tidemark/db'
import { makeKey, openKeyFile, readKeyring } from '@tidemark/db/secrets'
import { createTestDatabase, createTestTenant, type TestDatabase } from '@tidemark/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { runKeysCommand } from './keys.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-keys-'))
const keysFile = join(folder, 'keys')
let database: TestDatabase
beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database.drop()
})

it('rotates with a new key, goes on where a rotation was broken off, and takes old keys away', async () => {
  const { db } = database
  writeFileSync(keysFile, makeKey('k1'))
  const keyring = openKeyFile(keysFile)
  const context = { db, keyring, keysFile }
  const run = (command: string, id?: string) => runKeysCommand(context, command, id)
  const { tenantId } = await createTestTenant(db)
  await inTenant(db, tenantId, (trx) =>
    saveConnection(trx, keyring, { kind: 'admin_token', accessToken: 'shpat_kept' }),
  )

  expect(await run('list')).toBe('k1            writes    1 secrets')
  expect(await run('rotate')).toMatch(/^1 secrets were encrypted anew; k2 writes\. k1 may be/)
  await expect(run('remove', 'k2')).rejects.toThrow('the key that writes')
  expect(await run('add')).toMatch(/^k3 writes/)
  await expect(run('remove', 'k2')).rejects.toThrow('1 secrets need k2 still')
  expect(await run('rotate')).toMatch(/; k3 writes/)
  expect(await run('remove', 'k1')).toBe('k1 has been taken away.')
  expect(await run('remove', 'k2')).toBe('k2 has been taken away.')
  await expect(run('remove', 'k9')).rejects.toThrow('no key k9')
  const loaded = await inTenant(db, tenantId, (trx) => loadConnection(trx, openKeyFile(keysFile)))
  expect(loaded).toMatchObject({ accessToken: 'shpat_kept' })
})

it('prints a new key where the keys are in the environment, and rotates to the one in front', async () => {
  const { db } = database
  const old = readKeyring(openKeyFile(keysFile).ids.length > 0 ? makeKey('env1') : '')
  const printed = await runKeysCommand({ db, keyring: old, keysFile: undefined }, 'add', undefined)
  expect(printed).toMatch(/\nk\d+:[A-Za-z0-9+/]{43}=$/)
})
