import { sql } from 'kysely'
import type { Db } from '../connection/db.ts'

/** What a user may do with a shop; null: not even look at it. */
export async function findMembershipRole(
  db: Db,
  userId: string,
  tenantId: string,
): Promise<'owner' | 'viewer' | null> {
  const { rows } = await sql<{ role: 'owner' | 'viewer' | null }>`
    select tidemark.find_membership_role(${userId}::uuid, ${tenantId}::uuid) as role
  `.execute(db)
  return rows[0]?.role ?? null
}
