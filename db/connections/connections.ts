import { sql } from 'kysely'
import { currentTenant, findCurrentTenantId } from '../connection/current-tenant.ts'
import type { TenantTrx } from '../connection/db.ts'
import { decrypt, encrypt, type Keyring } from '../secrets/index.ts'
import { type ConnectionSecret, placeOf } from './places.ts'

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

/** Tokens of an install through Shopify's consent page: each refresh brings both anew. */
export interface TokenPair {
  accessToken: string
  refreshToken: string
  grantedAt: Date
  /** When the access token ends. */
  expiresAt: Date
  /** When the refresh token ends; null where Shopify does not say. */
  refreshExpiresAt: Date | null
}

export type NewConnection = (
  AdminTokenConnection | ClientCredentialsConnection | { kind: 'oauth'; tokens: TokenPair }
) & { scopes?: readonly string[] }

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
    /** `tokens`: null once the app was uninstalled. */
    | { kind: 'oauth'; tokens: TokenPair | null }
  )

/** Stores how the shop is reached, instead of what was stored before; whatever stood in the way is over. */
export async function saveConnection(
  trx: TenantTrx,
  keyring: Keyring,
  connection: NewConnection,
): Promise<void> {
  const tenantId = await findCurrentTenantId(trx)
  const row = {
    kind: connection.kind,
    access_token_encrypted: null,
    client_id: null,
    client_secret_encrypted: null,
    tokens_encrypted: null,
    token_expires_at: null,
    token_granted_at: null,
    refresh_expires_at: null,
    ...toSecrets(keyring, tenantId, connection),
    scopes: [...(connection.scopes ?? [])],
    trouble: null,
    trouble_detail: null,
    trouble_at: null,
    connected_at: sql<Date>`now()`,
  }
  await trx
    .insertInto('shop_connections')
    .values({ tenant_id: currentTenant, ...row })
    .onConflict((conflict) =>
      conflict.column('tenant_id').doUpdateSet({ ...row, updated_at: sql`now()` }),
    )
    .execute()
}

function toSecrets(keyring: Keyring, tenantId: string, connection: NewConnection) {
  const seal = (text: string, column: ConnectionSecret) =>
    encrypt(keyring, text, placeOf(tenantId, column))
  switch (connection.kind) {
    case 'admin_token':
      return {
        access_token_encrypted: seal(connection.accessToken, 'access_token_encrypted'),
      }
    case 'client_credentials':
      return {
        client_id: connection.clientId,
        client_secret_encrypted: seal(connection.clientSecret, 'client_secret_encrypted'),
      }
    case 'oauth':
      return toPairColumns(keyring, tenantId, connection.tokens)
  }
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
  const open = (column: ConnectionSecret): string | null =>
    row[column] === null ? null : decrypt(keyring, row[column], placeOf(tenantId, column))
  const expiresAt = row.token_expires_at
  if (row.kind === 'oauth') {
    const pair = open('tokens_encrypted')
    const tokens =
      pair === null
        ? null
        : {
            ...toPair(pair),
            grantedAt: present(row.token_granted_at),
            expiresAt: present(expiresAt),
            refreshExpiresAt: row.refresh_expires_at,
          }
    return { ...loaded, kind: row.kind, tokens }
  }
  const accessToken = open('access_token_encrypted')
  if (row.kind === 'admin_token') {
    return { ...loaded, kind: row.kind, accessToken: present(accessToken) }
  }
  return {
    ...loaded,
    kind: row.kind,
    clientId: present(row.client_id),
    clientSecret: present(open('client_secret_encrypted')),
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
      access_token_encrypted: encrypt(
        keyring,
        token.accessToken,
        placeOf(tenantId, 'access_token_encrypted'),
      ),
      token_expires_at: token.expiresAt,
      ...(token.scopes === undefined ? {} : { scopes: [...token.scopes] }),
      updated_at: sql`now()`,
    })
    .where('kind', '=', 'client_credentials')
    .execute()
}

/** Keeps the tokens that a refresh brought, both or none. */
export async function saveTokenPair(
  trx: TenantTrx,
  keyring: Keyring,
  tokens: TokenPair & { scopes?: readonly string[] },
): Promise<void> {
  const tenantId = await findCurrentTenantId(trx)
  await trx
    .updateTable('shop_connections')
    .set({
      ...toPairColumns(keyring, tenantId, tokens),
      ...(tokens.scopes === undefined ? {} : { scopes: [...tokens.scopes] }),
      updated_at: sql`now()`,
    })
    .where('kind', '=', 'oauth')
    .execute()
}

/** Keeps what Shopify says that it granted. */
export async function saveScopes(trx: TenantTrx, scopes: readonly string[]): Promise<void> {
  await trx
    .updateTable('shop_connections')
    .set({ scopes: [...scopes] })
    .execute()
}

function toPairColumns(keyring: Keyring, tenantId: string, tokens: TokenPair) {
  const { accessToken, refreshToken } = tokens
  const text = JSON.stringify({ accessToken, refreshToken })
  return {
    tokens_encrypted: encrypt(keyring, text, placeOf(tenantId, 'tokens_encrypted')),
    token_granted_at: tokens.grantedAt,
    token_expires_at: tokens.expiresAt,
    refresh_expires_at: tokens.refreshExpiresAt,
  }
}

const toPair = (text: string): Pick<TokenPair, 'accessToken' | 'refreshToken'> =>
  JSON.parse(text) as Pick<TokenPair, 'accessToken' | 'refreshToken'>

/** The table's checks keep these columns filled. */
function present<T>(value: T | null): T {
  if (value === null) throw new Error('shop_connections lacks a column that its kind needs')
  return value
}
