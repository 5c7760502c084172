import { createHash } from 'node:crypto'
import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createDb, type Db } from '../connection/db.ts'
import { inTenant } from '../connection/in-tenant.ts'
import { addKey, makeKey, openKeyFile, removeKey } from '../secrets/index.ts'
import { query } from '../testing/catalogue.ts'
import { createTestDatabase, createTestTenant, type TestDatabase } from '../testing/index.ts'
import { CONNECTION_SECRETS } from './places.ts'
import {
  countSecretsByKey,
  createConnectionRequest,
  loadConnection,
  loadRequestSecret,
  rotateSecrets,
  saveConnection,
  saveTokenPair,
} from './index.ts'

const folder = mkdtempSync(join(tmpdir(), 'tidemark-keys-'))
const file = join(folder, 'keys')
let database: TestDatabase
beforeAll(async () => {
  writeFileSync(file, `${makeKey('k1')}\n`, { mode: 0o600 })
  database = await createTestDatabase()
})
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true })
  await database.drop()
})

const pair = (n: number) => ({
  accessToken: `shpat_${n}`,
  refreshToken: `shprt_${n}`,
  grantedAt: new Date(),
  expiresAt: new Date(Date.now() + 3_600_000),
  refreshExpiresAt: null,
})

test('every column that holds a ciphertext is one that a rotation knows', async () => {
  const found = await query<{ place: string }>(
    database.ownerUrl,
    `select c.relname || '.' || a.attname as place
     from pg_attribute a join pg_class c on c.oid = a.attrelid
     where c.relnamespace = 'tidemark'::regnamespace and c.relkind in ('r', 'p')
       and a.attname like '%\\_encrypted' order by 1`,
  )
  expect(found.map(({ place }) => place)).toEqual(
    [
      'connection_requests.secret_encrypted',
      ...CONNECTION_SECRETS.map((column) => `shop_connections.${column}`),
    ].toSorted(),
  )
})

test('keys are rotated under load without one read that fails', async () => {
  const { db, appUrl } = database
  const keyring = openKeyFile(file)
  const shops: string[] = []
  for (let n = 0; n < 12; n += 1) {
    const { tenantId } = await createTestTenant(db)
    shops.push(tenantId)
    const connection = [
      { kind: 'oauth', tokens: pair(n) } as const,
      { kind: 'admin_token', accessToken: `shpat_${n}` } as const,
      { kind: 'client_credentials', clientId: 'app', clientSecret: `shpss_${n}` } as const,
    ][n % 3]
    if (connection) await inTenant(db, tenantId, (trx) => saveConnection(trx, keyring, connection))
  }
  const requestId = await createConnectionRequest(db, keyring, {
    kind: 'admin_token',
    shopDomain: 'waiting.myshopify.com',
    browserHash: createHash('sha256').update('b').digest(),
    userId: null,
    secret: { kind: 'admin_token', accessToken: 'shpat_waiting' },
  })

  // Each with a keyring of its own, as other processes have: they have not heard of a rotation.
  const counter = { reads: 0 }
  const stopping = new AbortController()
  async function load(own: Db): Promise<void> {
    const keys = openKeyFile(file)
    for (let n = 0; !stopping.signal.aborted; n += 1) {
      const tenantId = shops[n % shops.length] ?? ''
      const connection = await inTenant(own, tenantId, async (trx) => {
        const loaded = await loadConnection(trx, keys, { forUpdate: n % 5 === 0 })
        if (loaded?.kind === 'oauth' && n % 5 === 0) await saveTokenPair(trx, keys, pair(n))
        return loaded
      })
      expect(JSON.stringify(connection)).toMatch(/shp(at|ss)_\d/)
      expect(await loadRequestSecret(own, keys, requestId)).toMatchObject({
        accessToken: 'shpat_waiting',
      })
      counter.reads += 1
    }
  }
  const pools = [1, 2, 3].map(() => createDb({ url: appUrl, poolSize: 2 }))
  const loads = Promise.all(pools.map(load))
  try {
    for (const next of ['k2', 'k3', 'k4', 'k5']) {
      const enough = counter.reads + 30
      addKey(file, next)
      await rotateSecrets(db, keyring)
      expect([...(await countSecretsByKey(db)).keys()]).toEqual([next])
      for (const old of keyring.ids.slice(1)) removeKey(file, old)
      while (counter.reads < enough) await rotateSecrets(db, keyring)
    }
  } finally {
    stopping.abort()
    await loads
    await Promise.all(pools.map((pool) => pool.destroy()))
  }
  expect(openKeyFile(file).ids).toEqual(['k5'])
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(await rotateSecrets(db, keyring)).toBe(0)
})

test('a key file that is missing, or was emptied, is named and nothing else', () => {
  expect(() => openKeyFile(join(folder, 'nowhere'))).toThrow(/TIDEMARK_KEYS_FILE.*ENOENT/)
  const one = join(folder, 'one')
  writeFileSync(one, makeKey('only'))
  expect(() => removeKey(one, 'only')).toThrow(/TIDEMARK_KEYS/)
  expect(() => addKey(one, 'only')).toThrow(/twice/)
  expect(openKeyFile(one).ids).toEqual(['only'])
})
