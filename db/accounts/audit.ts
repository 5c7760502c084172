import { sql } from 'kysely'
import type { Db, TenantTrx } from '../connection/db.ts'

export interface AuditEntry {
  /** "login", "password.changed", "shop.added", … */
  action: string
  userId?: string | null
  /** In a tenant's transaction it is always that tenant. */
  tenantId?: string | null
  /** Ids and counts; no names, addresses or secrets. */
  detail?: Record<string, unknown>
}

/** Writes down what happened, by whom. The application can't read or change it afterwards. */
export async function recordAudit(db: Db | TenantTrx, entry: AuditEntry): Promise<void> {
  const { action, userId = null, tenantId = null, detail = {} } = entry
  await sql`
    select tidemark.record_audit(
      ${action}, ${userId}::uuid, ${tenantId}::uuid, ${JSON.stringify(detail)}::jsonb
    )
  `.execute(db)
}
