import { listTenants, inTenant, saveConnection } from '@tidemark/db'
import type { Operator } from '@tidemark/worker/shops'
import { Client } from 'pg'
import { ONCE_A_MONTH } from '../product/demo-shop.ts'

/** What a sync that finds nothing reads. Lines and ledger are not among it. */
const TABLES = ['orders', 'customers', 'products', 'sync_cursors', 'sync_coverage']

export interface CopiedShop {
  tenantId: string
  shopDomain: string
}

/**
 * Makes `count` shops whose mirrors are that of a shop that was synced, cursors and coverage
 * included: the next sync of each finds nothing.
 */
export async function copyShop(
  ownerUrl: string,
  operator: Operator,
  { tenantId, count }: { tenantId: string; count: number },
): Promise<CopiedShop[]> {
  const client = new Client({ connectionString: ownerUrl })
  await client.connect()
  await client.query('set search_path = tidemark')
  await client.query(
    `select create_tenant('shop-' || n || '.myshopify.com', 'Shop ' || n, $1)
     from generate_series(1, $2::int) as n`,
    [ONCE_A_MONTH, count],
  )
  await client.query(
    `update tenants as copy set
       currency_code = shop.currency_code, time_zone = shop.time_zone, plan = shop.plan,
       shop_info_read_at = shop.shop_info_read_at
     from tenants as shop where shop.id = $1 and copy.id <> $1`,
    [tenantId],
  )
  for (const table of TABLES) {
    const columns = (await listColumns(client, table)).join(', ')
    await client.query(
      `insert into ${table} (tenant_id, ${columns})
       select copy.id, ${columns.replaceAll(/(\w+)/g, 'shop.$1')}
       from tenants as copy, ${table} as shop where shop.tenant_id = $1 and copy.id <> $1`,
      [tenantId],
    )
  }
  await client.query('analyze')
  await client.end()

  const { db, keyring } = operator
  const copies = (await listTenants(db)).filter(({ id }) => id !== tenantId)
  for (const { id } of copies) {
    const connection = { kind: 'admin_token', accessToken: `shpat_${id}` } as const
    await inTenant(db, id, (trx) => saveConnection(trx, keyring, connection))
  }
  return copies.map(({ id, shopDomain }) => ({ tenantId: id, shopDomain }))
}

async function listColumns(client: Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
       and attname <> 'tenant_id'`,
    [table],
  )
  return rows.map(({ name }) => name)
}
