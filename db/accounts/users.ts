import { sql } from 'kysely'
import type { Db } from '../connection/db.ts'
import { one } from './rows.ts'

export interface Login {
  userId: string
  /** As `createUser` was given it. */
  passwordHash: string
}

/** The account behind an e-mail address, in any spelling of upper and lower case. */
export async function findLogin(db: Db, email: string): Promise<Login | undefined> {
  const { rows } = await sql<Login>`
    select user_id as "userId", password_hash as "passwordHash" from tidemark.find_login(${email})
  `.execute(db)
  return rows[0]
}

/** A signed-in user's password hash, to check the current password before a change. */
export async function findPasswordHash(db: Db, userId: string): Promise<string | undefined> {
  const { rows } = await sql<{ hash: string | null }>`
    select tidemark.find_password_hash(${userId}::uuid) as hash
  `.execute(db)
  return rows[0]?.hash ?? undefined
}

/** Returns the new user's id. Throws (23505) when the address has an account already. */
export async function createUser(
  db: Db,
  user: { email: string; passwordHash: string },
): Promise<string> {
  const row = one(
    await sql<{ id: string }>`
      select tidemark.create_user(${user.email}, ${user.passwordHash}) as id
    `.execute(db),
  )
  return row.id
}

/**
 * Sets a new password and ends all of the user's sessions but the one kept, in one step. False when
 * there is no such user.
 */
export async function changePassword(
  db: Db,
  change: { userId: string; passwordHash: string; keptTokenHash?: Buffer; now?: Date },
): Promise<boolean> {
  const { userId, passwordHash, keptTokenHash = null, now = new Date() } = change
  const row = one(
    await sql<{ changed: boolean }>`
      select tidemark.change_password(
        ${userId}::uuid, ${passwordHash}, ${keptTokenHash}::bytea, ${now}::timestamptz
      ) as changed
    `.execute(db),
  )
  return row.changed
}

/** Whether there is any account. */
export async function hasUsers(db: Db): Promise<boolean> {
  const row = one(await sql<{ any: boolean }>`select tidemark.has_users() as any`.execute(db))
  return row.any
}

/** Makes the very first account; undefined when there is one already. */
export async function createFirstUser(
  db: Db,
  user: { email: string; passwordHash: string },
): Promise<string | undefined> {
  const row = one(
    await sql<{ id: string | null }>`
      select tidemark.create_first_user(${user.email}, ${user.passwordHash}) as id
    `.execute(db),
  )
  return row.id ?? undefined
}
