import { sql } from 'kysely'
import type { Db } from '../connection/db.ts'
import { one } from './rows.ts'
import type { MembershipRole } from './tenants.ts'

/** A person who may look at a shop. */
export interface Member {
  userId: string
  email: string
  role: MembershipRole
  since: Date
}

/** What came of taking a person's access to a shop away. */
export type MemberRemoval = 'removed' | 'unknown' | 'last_owner'

/** Everybody who may look at a shop, by e-mail address. */
export async function listMembers(db: Db, tenantId: string): Promise<Member[]> {
  const { rows } = await sql<Member>`
    select user_id as "userId", email, role, created_at as since
    from tidemark.list_members(${tenantId}::uuid)
  `.execute(db)
  return rows
}

/**
 * Takes a person's access to a shop away, at once and in all of their sessions; their account goes too
 * where it has no other shop. The last owner stays.
 */
export async function removeMember(
  db: Db,
  { tenantId, userId }: { tenantId: string; userId: string },
): Promise<MemberRemoval> {
  const row = one(
    await sql<{ removal: MemberRemoval }>`
      select tidemark.remove_member(${tenantId}::uuid, ${userId}::uuid) as removal
    `.execute(db),
  )
  return row.removal
}
