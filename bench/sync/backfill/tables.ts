import type { Client } from 'pg'

/** The mirrored tables, in two groups of about the same weight: one connection each. */
export const GROUPS = [
  ['sales', 'refunds'],
  ['orders', 'order_lines', 'customers', 'products', 'variants'],
] as const

export type Table = (typeof GROUPS)[number][number]

export const TABLES: readonly Table[] = GROUPS.flat()

/** The columns of each table's primary key. */
export const KEYS: Readonly<Record<Table, readonly string[]>> = {
  orders: ['tenant_id', 'id'],
  customers: ['tenant_id', 'id'],
  products: ['tenant_id', 'id'],
  variants: ['tenant_id', 'id'],
  order_lines: ['tenant_id', 'order_id', 'id'],
  sales: ['tenant_id', 'order_id', 'id'],
  refunds: ['tenant_id', 'order_id', 'id'],
}

/** The columns that are written; generated ones are not. */
export async function columnsOf(client: Client, table: Table): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(
    `select attname as name from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
     order by attnum`,
    [table],
  )
  return rows.map((row) => row.name)
}

/** `insert … on conflict do update`, as a plain tool would write it: the newer version wins. */
export async function upsertOf(client: Client, table: Table, source: string): Promise<string> {
  const key = KEYS[table]
  const columns = await columnsOf(client, table)
  const rest = columns.filter((name) => !key.includes(name))
  const list = (prefix: string): string => rest.map((name) => `${prefix}.${name}`).join(', ')
  const differs = columns.includes('updated_at')
    ? `excluded.updated_at >= ${table}.updated_at`
    : `(${list(table)}) is distinct from (${list('excluded')})`
  return `insert into ${table} (${columns.join(', ')}) ${source}
    on conflict (${key.join(', ')}) do update set
      ${rest.map((name) => `${name} = excluded.${name}`).join(', ')}
    where ${differs}`
}

/** How many rows lie in all mirrored tables. */
export async function countRows(client: Client): Promise<number> {
  let total = 0
  for (const table of TABLES) {
    const { rows } = await client.query<{ count: string }>(`select count(*) from ${table}`)
    total += Number(rows[0]?.count)
  }
  return total
}
