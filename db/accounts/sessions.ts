import { sql } from 'kysely'
import type { Db } from '../connection/db.ts'
import { one } from './rows.ts'
import type { AccountTenant } from './tenants.ts'

export interface NewSession {
  userId: string
  /** SHA-256 of the token: 32 bytes. The token itself is never stored. */
  tokenHash: Buffer
  /** The shop to begin with; one that isn't the user's is taken as none. */
  tenantId?: string | null
  userAgent?: string | null
  /** Ends after so long without being seen. */
  idleSeconds: number
  /** Ends then in any case. */
  expiresAt: Date
  now?: Date
}

/** A session that is valid now, and what its user may look at. */
export interface AccountSession {
  sessionId: string
  userId: string
  email: string
  /** The shop chosen last; the first one if that is gone; null for an account without a shop. */
  tenantId: string | null
  tenants: AccountTenant[]
}

/** Returns the session's public id. Expired sessions are swept out on the way. */
export async function createSession(db: Db, session: NewSession): Promise<string> {
  const { userId, tokenHash, tenantId = null, userAgent = null, now = new Date() } = session
  const row = one(
    await sql<{ id: string }>`
      select tidemark.create_session(
        ${tokenHash}::bytea, ${userId}::uuid, ${tenantId}::uuid, ${userAgent}::text,
        ${now}::timestamptz, ${session.idleSeconds}::int, ${session.expiresAt}::timestamptz
      ) as id
    `.execute(db),
  )
  return row.id
}

/** Finds a session that hasn't ended, and keeps it from ending by idleness. */
export async function findSession(
  db: Db,
  tokenHash: Buffer,
  now: Date = new Date(),
): Promise<AccountSession | undefined> {
  const { rows } = await sql<AccountSession>`
    select session_id as "sessionId", user_id as "userId", email, tenant_id as "tenantId", tenants
    from tidemark.find_session(${tokenHash}::bytea, ${now}::timestamptz)
  `.execute(db)
  return rows[0]
}

/** False when the shop isn't one of the session's user; a missing shop and a foreign one are alike. */
export async function chooseSessionTenant(
  db: Db,
  tokenHash: Buffer,
  tenantId: string,
): Promise<boolean> {
  const row = one(
    await sql<{ chosen: boolean }>`
      select tidemark.choose_session_tenant(${tokenHash}::bytea, ${tenantId}::uuid) as chosen
    `.execute(db),
  )
  return row.chosen
}

/** False when there was none. */
export async function deleteSession(db: Db, tokenHash: Buffer): Promise<boolean> {
  const row = one(
    await sql<{ deleted: boolean }>`
      select tidemark.delete_session(${tokenHash}::bytea) as deleted
    `.execute(db),
  )
  return row.deleted
}

/** Ends a user's sessions but one (or all). Returns how many ended. */
export async function deleteOtherSessions(
  db: Db,
  userId: string,
  keptTokenHash: Buffer | null,
): Promise<number> {
  const row = one(
    await sql<{ deleted: number }>`
      select tidemark.delete_other_sessions(${userId}::uuid, ${keptTokenHash}::bytea) as deleted
    `.execute(db),
  )
  return row.deleted
}
