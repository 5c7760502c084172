import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'

/** Every migration, in the order in which they apply. Append; never edit one that has left the house. */
const NAMES = [
  '20261123010000_tenant_context',
  '20261123010100_accounts',
  '20261123010200_sync',
  '20261123010300_mirror',
  '20261123010400_rollups',
  '20261123010500_account_functions',
  '20261125010000_engine',
  '20261125020000_shop_budgets',
  '20261126010000_numbers',
  '20261126020000_connections',
  '20261126030000_webhooks',
  '20261126040000_analyst_views',
  '20261126050000_customers',
  '20261126060000_sales_by_product',
  '20261126070000_product_months',
  '20261126080000_daily_customers',
  '20261126091000_orders_list',
  '20261126120000_shopify_reports',
  '20261126130000_roles',
  '20261126140000_shop_preferences',
  '20261126150000_cancel_reason',
  '20261126160000_product_sales_parts',
  '20261126180000_members',
  '20261126190000_group_members',
  '20261126200000_compare_later',
  '20261126210000_orders_index',
  '20261126220000_analyst_cancel_reason',
] as const

export interface Migration {
  name: string
  sql: string
  /** SHA-256 of `sql`, kept when it was applied: an edited migration is an error. */
  checksum: string
}

export function toMigration(name: string, sql: string): Migration {
  return { name, sql, checksum: createHash('sha256').update(sql).digest('hex') }
}

export const migrations: readonly Migration[] = NAMES.map((name) =>
  toMigration(name, readFileSync(new URL(`sql/${name}.sql`, import.meta.url), 'utf8')),
)
