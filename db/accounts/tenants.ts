import { sql } from 'kysely'
import type { Db, TenantTrx } from '../connection/db.ts'
import type { TenantStatus } from '../schema/tenants.ts'
import { one } from './rows.ts'

/** What a person may do with a shop: a viewer looks, an owner may all. */
export type MembershipRole = 'owner' | 'viewer'

interface ListedTenant {
  id: string
  shopDomain: string
  name: string
}

/** A shop as its people see it in a list. */
export interface AccountTenant extends ListedTenant {
  /** The person's whom the list is for. */
  role: MembershipRole
}

/** A shop as the operator and the worker see it. */
export interface TenantSummary extends ListedTenant {
  status: TenantStatus
  syncIntervalSeconds: number
}

export interface NewTenant {
  /** "harbor-goods.myshopify.com" */
  shopDomain: string
  name: string
  syncIntervalSeconds?: number
}

/** Returns the new shop's id. Throws (23505) when the domain is there already. */
export async function createTenant(db: Db, tenant: NewTenant): Promise<string> {
  const { shopDomain, name, syncIntervalSeconds = 3600 } = tenant
  const row = one(
    await sql<{ id: string }>`
      select tidemark.create_tenant(${shopDomain}, ${name}, ${syncIntervalSeconds}::int) as id
    `.execute(db),
  )
  return row.id
}

/** All shops, oldest first. */
export async function listTenants(db: Db): Promise<TenantSummary[]> {
  const { rows } = await sql<TenantSummary>`
    select id, shop_domain as "shopDomain", name, status,
      sync_interval_seconds as "syncIntervalSeconds"
    from tidemark.list_tenants()
  `.execute(db)
  return rows
}

/** The shop with this domain, whoever's it is. */
export async function findTenantByDomain(
  db: Db,
  shopDomain: string,
): Promise<TenantSummary | undefined> {
  const { rows } = await sql<TenantSummary>`
    select id, shop_domain as "shopDomain", name, status,
      sync_interval_seconds as "syncIntervalSeconds"
    from tidemark.find_tenant_by_domain(${shopDomain})
  `.execute(db)
  return rows[0]
}

/** A user's shops, by name. */
export async function listUserTenants(db: Db, userId: string): Promise<AccountTenant[]> {
  const { rows } = await sql<AccountTenant>`
    select id, shop_domain as "shopDomain", name, role
    from tidemark.list_user_tenants(${userId}::uuid)
  `.execute(db)
  return rows
}

/** Lets a user look at a shop; changes the role of one who may already. */
export async function addMembership(
  db: Db,
  membership: { userId: string; tenantId: string; role?: MembershipRole },
): Promise<void> {
  const { userId, tenantId, role = 'owner' } = membership
  await sql`
    select tidemark.add_membership(${userId}::uuid, ${tenantId}::uuid, ${role})
  `.execute(db)
}

/** Lets a user look at a shop; the role of one who may already stays. */
export async function joinTenant(db: Db, userId: string, tenantId: string): Promise<void> {
  await sql`select tidemark.join_tenant(${userId}::uuid, ${tenantId}::uuid)`.execute(db)
}

/** How many people may look at a shop. */
export async function countMembers(db: Db, tenantId: string): Promise<number> {
  const row = one(
    await sql<{ count: number }>`
      select tidemark.count_members(${tenantId}::uuid) as count
    `.execute(db),
  )
  return row.count
}

/** Gives a shop that nobody has to a user; false when somebody has it. */
export async function claimTenant(db: Db, userId: string, tenantId: string): Promise<boolean> {
  const row = one(
    await sql<{ claimed: boolean }>`
      select tidemark.claim_tenant(${userId}::uuid, ${tenantId}::uuid) as claimed
    `.execute(db),
  )
  return row.claimed
}

/**
 * Deletes a shop with all its rows, and the users who have no other shop. Waits for transactions of
 * the shop that are under way; later ones find no tenant. False when there was none.
 */
export async function removeTenant(db: Db, tenantId: string): Promise<boolean> {
  const row = one(
    await sql<{ removed: boolean }>`
      select tidemark.remove_tenant(${tenantId}::uuid) as removed
    `.execute(db),
  )
  return row.removed
}

/** The transaction's own shop. */
export async function findTenant(trx: TenantTrx) {
  return await trx.selectFrom('tenants').selectAll().executeTakeFirstOrThrow()
}

/** Changes how, or whether, the transaction's own shop is synced. */
export async function updateTenant(
  trx: TenantTrx,
  change: { name?: string; status?: TenantStatus; syncIntervalSeconds?: number },
): Promise<void> {
  const { name, status, syncIntervalSeconds } = change
  await trx
    .updateTable('tenants')
    .set({
      ...(name === undefined ? {} : { name }),
      ...(status === undefined ? {} : { status }),
      ...(syncIntervalSeconds === undefined ? {} : { sync_interval_seconds: syncIntervalSeconds }),
      updated_at: sql`now()`,
    })
    .execute()
}
