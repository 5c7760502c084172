import { DatabaseError } from 'pg'
import { sql } from 'kysely'
import { listTenants } from '../accounts/index.ts'
import type { Db, TenantTrx } from '../connection/db.ts'
import { inTenant } from '../connection/in-tenant.ts'
import { keyIdOf, keyPrefix } from '../secrets/encryption.ts'
import { decrypt, encrypt, type Keyring } from '../secrets/index.ts'
import { CONNECTION_SECRETS, placeOf, requestPlace } from './places.ts'

/** Requests looked at in one go. */
const BATCH = 100

/**
 * Encrypts every secret anew that another key than the first one has written, shop by shop, each under
 * its row's lock: whoever refreshes a token waits, and nobody ever reads half of it. Can be broken off
 * and begun again.
 * @returns how many were encrypted anew
 */
export async function rotateSecrets(db: Db, keyring: Keyring): Promise<number> {
  let rotated = 0
  for (const { id } of await listTenants(db)) {
    rotated += await ifThere(() => inTenant(db, id, (trx) => rotateConnection(trx, keyring)))
  }
  return rotated + (await rotateRequests(db, keyring))
}

async function rotateConnection(trx: TenantTrx, keyring: Keyring): Promise<number> {
  const row = await trx.selectFrom('shop_connections').selectAll().forUpdate().executeTakeFirst()
  if (row === undefined) return 0
  const { id } = keyring.writer
  const anew = CONNECTION_SECRETS.flatMap((column) => {
    const old = row[column]
    if (old === null || keyIdOf(old) === id) return []
    const place = placeOf(row.tenant_id, column)
    return [[column, encrypt(keyring, decrypt(keyring, old, place), place)] as const]
  })
  if (anew.length > 0) {
    await trx.updateTable('shop_connections').set(Object.fromEntries(anew)).execute()
  }
  return anew.length
}

async function rotateRequests(db: Db, keyring: Keyring): Promise<number> {
  let rotated = 0
  for (;;) {
    const secrets = await listRequestSecrets(db, keyPrefix(keyring.writer.id), BATCH)
    for (const { id, secret } of secrets) {
      const place = requestPlace(id)
      const anew = encrypt(keyring, decrypt(keyring, secret, place), place)
      await sql`select tidemark.replace_request_secret(${id}::uuid, ${secret}, ${anew})`.execute(db)
      rotated += 1
    }
    if (secrets.length < BATCH) return rotated
  }
}

/** How many secrets each key has written. */
export async function countSecretsByKey(db: Db): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  const count = (encrypted: string | null) => {
    if (encrypted === null) return
    const id = keyIdOf(encrypted)
    counts.set(id, (counts.get(id) ?? 0) + 1)
  }
  for (const { id } of await listTenants(db)) {
    await ifThere(async () => {
      const rows = await inTenant(db, id, (trx) =>
        trx.selectFrom('shop_connections').select(CONNECTION_SECRETS).execute(),
      )
      for (const row of rows) for (const column of CONNECTION_SECRETS) count(row[column])
      return rows.length
    })
  }
  // No ciphertext begins like this, so all are listed.
  for (const { secret } of await listRequestSecrets(db, '-', 100_000)) count(secret)
  return counts
}

async function listRequestSecrets(
  db: Db,
  prefix: string,
  limit: number,
): Promise<{ id: string; secret: string }[]> {
  const { rows } = await sql<{ id: string; secret: string }>`
    select id, secret_encrypted as secret
    from tidemark.list_request_secrets(${prefix}, ${limit}::int)
  `.execute(db)
  return rows
}

/** Postgres' `no_data_found`, with which a tenant is entered that was removed meanwhile. */
const NO_TENANT = 'P0002'

async function ifThere(work: () => Promise<number>): Promise<number> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof DatabaseError && error.code === NO_TENANT) return 0
    throw error
  }
}
