import type { TenantTrx } from '../connection/db.ts'
import type { ConnectionKind, TroubleCode } from '../schema/shop-connections.ts'
import { type ExplainedTrouble, explainTrouble, type NoticeCode } from './explain-trouble.ts'
import { missingScopes } from './scopes.ts'

/** How a shop is connected, what stands in the way, and what is hidden from us; no secrets. */
export interface ConnectionState {
  kind: ConnectionKind | null
  connectedAt: Date | null
  scopes: string[]
  missingScopes: string[]
  /** Nothing is synced until this is mended. */
  trouble: (ExplainedTrouble<TroubleCode> & { since: Date | null }) | null
  /** What is synced without. */
  notices: ExplainedTrouble<NoticeCode>[]
  storesNames: boolean
}

/** Reads the connection of the transaction's own shop. */
export async function connectionState(trx: TenantTrx): Promise<ConnectionState> {
  const tenant = await trx.selectFrom('tenants').select('stores_names').executeTakeFirstOrThrow()
  const row = await trx
    .selectFrom('shop_connections')
    .select([
      'kind',
      'connected_at',
      'scopes',
      'trouble',
      'trouble_detail',
      'trouble_at',
      'bulk_denied_at',
    ])
    .executeTakeFirst()
  const scopes = row?.scopes ?? []
  const missing = scopes.length === 0 ? [] : missingScopes(scopes)
  const notices: ExplainedTrouble<NoticeCode>[] = [
    ...(missing.length > 0 ? [explainTrouble('missing_scope', missing.join(', '))] : []),
    ...(tenant.stores_names && (await areNamesDenied(trx))
      ? [explainTrouble('customer_data')]
      : []),
    ...(row?.bulk_denied_at ? [explainTrouble('bulk_denied')] : []),
  ]
  return {
    kind: row?.kind ?? null,
    connectedAt: row?.connected_at ?? null,
    scopes,
    missingScopes: missing,
    trouble: row?.trouble
      ? { ...explainTrouble(row.trouble, row.trouble_detail), since: row.trouble_at }
      : null,
    notices,
    storesNames: tenant.stores_names,
  }
}

/** Whether the last walk over the customers came without their names. */
async function areNamesDenied(trx: TenantTrx): Promise<boolean> {
  const row = await trx
    .selectFrom('sync_coverage')
    .select('gaps')
    .where('entity', '=', 'customers')
    .executeTakeFirst()
  return (row?.gaps ?? []).some(
    ({ code, field }) => code === 'no_access' && field === 'customers.displayName',
  )
}
