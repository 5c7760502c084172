import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { shopZone } from './statement.ts'

/** The shop's IANA time zone; UTC until Shopify has told it. */
export async function loadShopZone(trx: TenantTrx): Promise<string> {
  const { rows } = await sql<{ zone: string }>`select ${shopZone} as zone`.execute(trx)
  return rows[0]?.zone ?? 'UTC'
}
