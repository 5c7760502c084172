import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import type { Db } from '../connection/db.ts'
import type { ConnectionKind } from '../schema/shop-connections.ts'
import { decrypt, encrypt, type Keyring } from '../secrets/index.ts'
import type { TokenPair } from './connections.ts'
import { requestPlace } from './places.ts'

/** How long a browser may take from the wish to the account, ms. */
const LIFETIME_MS = 60 * 60_000

/** What a request waits with: credentials, or what Shopify's consent page gave for them. */
export type RequestSecret =
  | { kind: 'admin_token'; accessToken: string }
  | { kind: 'client_credentials'; clientId: string; clientSecret: string }
  | { kind: 'code'; code: string }
  | { kind: 'tokens'; tokens: TokenPair; scopes: string[] }

export interface NewConnectionRequest {
  kind: ConnectionKind
  shopDomain: string
  /** SHA-256 of the browser's cookie. */
  browserHash: Buffer
  userId: string | null
  /** Of an install: SHA-256 of `state`; left out where the credentials are there already. */
  stateHash?: Buffer
  secret?: RequestSecret
  storesNames?: boolean
  now?: Date
}

/** A shop on its way in, as far as it may be shown. */
export interface ConnectionRequest {
  id: string
  kind: ConnectionKind
  shopDomain: string
  browserHash: Buffer
  userId: string | null
  status: 'consent' | 'pending' | 'done' | 'failed'
  tenantId: string | null
  storesNames: boolean | null
  sentence: string | null
  action: string | null
  expiresAt: Date
}

/** Writes a request down, its secret encrypted; returns its id. */
export async function createConnectionRequest(
  db: Db,
  keyring: Keyring,
  request: NewConnectionRequest,
): Promise<string> {
  const { secret, stateHash, now = new Date() } = request
  const id = randomUUID()
  const row = {
    id,
    kind: request.kind,
    shop_domain: request.shopDomain,
    browser_hash: request.browserHash.toString('hex'),
    user_id: request.userId,
    status: secret === undefined ? 'consent' : 'pending',
    state_hash: stateHash?.toString('hex') ?? null,
    secret_encrypted: secret === undefined ? null : seal(keyring, id, secret),
    stores_names: request.storesNames ?? null,
    expires_at: new Date(now.getTime() + LIFETIME_MS).toISOString(),
  }
  await sql`
    select tidemark.create_connection_request(${JSON.stringify(row)}::jsonb, ${now}::timestamptz)
  `.execute(db)
  return id
}

/** The request of this browser that waits for this `state`; a second time there is none. */
export async function takeConsent(
  db: Db,
  consent: { stateHash: Buffer; browserHash: Buffer; now?: Date },
): Promise<{ id: string; shopDomain: string; userId: string | null } | undefined> {
  const { stateHash, browserHash, now = new Date() } = consent
  const { rows } = await sql<{ id: string; shopDomain: string; userId: string | null }>`
    select id, shop_domain as "shopDomain", user_id as "userId"
    from tidemark.take_consent(${stateHash}::bytea, ${browserHash}::bytea, ${now}::timestamptz)
  `.execute(db)
  return rows[0]
}

/** Leaves a secret with a request that waits; false when the request has come to its end. */
export async function putRequestSecret(
  db: Db,
  keyring: Keyring,
  { id, secret, userId }: { id: string; secret: RequestSecret; userId?: string | null },
): Promise<boolean> {
  return await update(db, id, {
    status: 'pending',
    secret_encrypted: seal(keyring, id, secret),
    ...(userId ? { user_id: userId } : {}),
  })
}

/** Says how a request has ended, and forgets its secret; false when it had ended already. */
export async function endConnectionRequest(
  db: Db,
  id: string,
  end:
    | { status: 'done'; tenantId: string; sentence?: string }
    | { status: 'failed'; sentence: string; action: string },
): Promise<boolean> {
  const { status, sentence } = end
  return await update(db, id, {
    status,
    ...(sentence === undefined ? {} : { sentence }),
    ...(end.status === 'done' ? { tenant_id: end.tenantId } : { action: end.action }),
  })
}

async function update(db: Db, id: string, change: object): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`
    select tidemark.update_connection_request(${id}::uuid, ${JSON.stringify(change)}::jsonb) as found
  `.execute(db)
  return rows[0]?.found ?? false
}

/** A request without its secret. */
export async function findConnectionRequest(
  db: Db,
  id: string,
): Promise<ConnectionRequest | undefined> {
  const { rows } = await sql<ConnectionRequest>`
    select id, kind, shop_domain as "shopDomain", browser_hash as "browserHash",
      user_id as "userId", status, tenant_id as "tenantId", stores_names as "storesNames",
      sentence, action, expires_at as "expiresAt"
    from tidemark.find_connection_request(${id}::uuid)
  `.execute(db)
  return rows[0]
}

/** A request's secret in clear: keep it out of logs and of Temporal. Null when it has ended. */
export async function loadRequestSecret(
  db: Db,
  keyring: Keyring,
  id: string,
): Promise<RequestSecret | null> {
  const { rows } = await sql<{ secret: string | null }>`
    select secret_encrypted as secret from tidemark.find_connection_request(${id}::uuid)
  `.execute(db)
  const secret = rows[0]?.secret
  if (!secret) return null
  const read = JSON.parse(decrypt(keyring, secret, requestPlace(id))) as RequestSecret
  return read.kind === 'tokens' ? { ...read, tokens: withDates(read.tokens) } : read
}

function seal(keyring: Keyring, id: string, secret: RequestSecret): string {
  return encrypt(keyring, JSON.stringify(secret), requestPlace(id))
}

/** JSON knows no dates. */
function withDates(tokens: TokenPair): TokenPair {
  const { refreshExpiresAt } = tokens
  return {
    ...tokens,
    grantedAt: new Date(tokens.grantedAt),
    expiresAt: new Date(tokens.expiresAt),
    refreshExpiresAt: refreshExpiresAt === null ? null : new Date(refreshExpiresAt),
  }
}
