import { sql } from 'kysely'
import type { Db } from '../connection/db.ts'

/**
 * Failed logins of one account, counted by e-mail address whether or not there is such an account,
 * so that neither answer nor delay tells which addresses exist. Only a hash of the address is kept.
 *
 * Ten failures within a day are free; then each further one doubles the wait, from one second to 15
 * minutes. A day without failures, or a successful login (`clearLoginFailures`), forgets them.
 */
export interface LoginFailures {
  failures: number
  /** How long logins of this account are to be refused, password right or wrong. 0: not at all. */
  retryAfterSeconds: number
}

interface FailuresRow {
  failures: number
  blocked_until: Date
}

/**
 * Counts a failure. Callers that check passwords side by side may record before checking and clear
 * after success, so that a flood can't slip through between.
 */
export async function recordLoginFailure(
  db: Db,
  email: string,
  now: Date = new Date(),
): Promise<LoginFailures> {
  const { rows } = await sql<FailuresRow>`
    select * from tidemark.record_login_failure(${email}, ${now}::timestamptz)
  `.execute(db)
  return toLoginFailures(rows[0], now)
}

/** Asks without counting: before a password is looked at. */
export async function countLoginFailures(
  db: Db,
  email: string,
  now: Date = new Date(),
): Promise<LoginFailures> {
  const { rows } = await sql<FailuresRow>`
    select * from tidemark.count_login_failures(${email}, ${now}::timestamptz)
  `.execute(db)
  return toLoginFailures(rows[0], now)
}

/** After a successful login. */
export async function clearLoginFailures(db: Db, email: string): Promise<void> {
  await sql`select tidemark.clear_login_failures(${email})`.execute(db)
}

function toLoginFailures(row: FailuresRow | undefined, now: Date): LoginFailures {
  if (row === undefined) return { failures: 0, retryAfterSeconds: 0 }
  const waitMs = row.blocked_until.getTime() - now.getTime()
  return { failures: row.failures, retryAfterSeconds: Math.max(0, Math.ceil(waitMs / 1000)) }
}
