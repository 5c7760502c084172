import { sql } from 'kysely'
import { currentTenant, findCurrentTenantId } from '../connection/current-tenant.ts'
import type { TenantTrx } from '../connection/db.ts'
import { decrypt, encrypt, type Keyring, type SecretPlace } from '../secrets/index.ts'

/** A permanent token of a custom app. */
interface AdminTokenConnection {
  kind: 'admin_token'
  accessToken: string
}

/** An app of the merchant's own organisation: tokens are granted for a day at a time. */
interface ClientCredentialsConnection {
  kind: 'client_credentials'
  clientId: string
  clientSecret: string
}

export type NewConnection = (AdminTokenConnection | ClientCredentialsConnection) & {
  scopes?: readonly string[]
}

/** A token that client credentials were exchanged for. */
export interface GrantedToken {
  accessToken: string
  expiresAt: Date
  scopes?: readonly string[]
}

interface Loaded {
  scopes: string[]
  createdAt: Date
}

/** A shop's connection with its secrets in clear: keep it out of logs and of Temporal. */
export type ShopConnection = Loaded &
  (
    | AdminTokenConnection
    | (ClientCredentialsConnection & {
        /** The token granted last; null before the first grant. */
        granted: { accessToken: string; expiresAt: Date } | null
      })
  )

/** Stores how the shop is reached, instead of what was stored before. */
export async function saveConnection(
  trx: TenantTrx,
  keyring: Keyring,
  connection: NewConnection,
): Promise<void> {
  const tenantId = await findCurrentTenantId(trx)
  const permanent = connection.kind === 'admin_token'
  const row = {
    kind: connection.kind,
    access_token_encrypted: permanent
      ? encrypt(keyring, connection.accessToken, tokenPlace(tenantId))
      : null,
    client_id: permanent ? null : connection.clientId,
    client_secret_encrypted: permanent
      ? null
      : encrypt(keyring, connection.clientSecret, secretPlace(tenantId)),
    token_expires_at: null,
    scopes: [...(connection.scopes ?? [])],
  }
  await trx
    .insertInto('shop_connections')
    .values({ tenant_id: currentTenant, ...row })
    .onConflict((conflict) =>
      conflict.column('tenant_id').doUpdateSet({ ...row, updated_at: sql`now()` }),
    )
    .execute()
}

/**
 * The shop's connection, or `undefined` when it has none. With `forUpdate` others who ask for it that
 * way wait until this transaction ends: of many who need a new token, one gets it.
 */
export async function loadConnection(
  trx: TenantTrx,
  keyring: Keyring,
  options: { forUpdate?: boolean } = {},
): Promise<ShopConnection | undefined> {
  let query = trx.selectFrom('shop_connections').selectAll()
  if (options.forUpdate === true) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (row === undefined) return undefined
  const { tenant_id: tenantId } = row
  const loaded = { scopes: row.scopes, createdAt: row.created_at }
  const accessToken =
    row.access_token_encrypted === null
      ? null
      : decrypt(keyring, row.access_token_encrypted, tokenPlace(tenantId))
  if (row.kind === 'admin_token') {
    return { ...loaded, kind: row.kind, accessToken: present(accessToken) }
  }
  const expiresAt = row.token_expires_at
  return {
    ...loaded,
    kind: row.kind,
    clientId: present(row.client_id),
    clientSecret: decrypt(keyring, present(row.client_secret_encrypted), secretPlace(tenantId)),
    granted: accessToken === null || expiresAt === null ? null : { accessToken, expiresAt },
  }
}

/** Keeps the token that client credentials were exchanged for. */
export async function saveGrantedToken(
  trx: TenantTrx,
  keyring: Keyring,
  token: GrantedToken,
): Promise<void> {
  const tenantId = await findCurrentTenantId(trx)
  await trx
    .updateTable('shop_connections')
    .set({
      access_token_encrypted: encrypt(keyring, token.accessToken, tokenPlace(tenantId)),
      token_expires_at: token.expiresAt,
      ...(token.scopes === undefined ? {} : { scopes: [...token.scopes] }),
      updated_at: sql`now()`,
    })
    .where('kind', '=', 'client_credentials')
    .execute()
}

const table = 'shop_connections'
const tokenPlace = (tenantId: string): SecretPlace => ({
  tenantId,
  table,
  column: 'access_token_encrypted',
  row: '',
})
const secretPlace = (tenantId: string): SecretPlace => ({
  tenantId,
  table,
  column: 'client_secret_encrypted',
  row: '',
})

/** The table's checks keep these columns filled. */
function present(value: string | null): string {
  if (value === null) throw new Error('shop_connections lacks a column that its kind needs')
  return value
}
