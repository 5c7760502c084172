import { query, type CatalogueTable } from './catalogue.ts'

interface Column {
  name: string
  type: string
  required: boolean
  /** First value that a check on this column allows, as the check spells it. */
  allowed: string | null
}

/**
 * Writes one row of a tenant into every given table, as the server's superuser, with values made up
 * from the columns' types. Returns nothing: the rows are there to be not found.
 */
export async function fillTenant(
  ownerUrl: string,
  tables: readonly CatalogueTable[],
  tenantId: string,
): Promise<void> {
  for (const table of tables) {
    const columns = await listColumns(ownerUrl, table.name)
    const names = columns.map((column) => column.name).join(', ')
    const values = columns.map((column) => toValue(column, tenantId, table.name)).join(', ')
    await query(ownerUrl, `insert into tidemark.${table.name} (${names}) values (${values})`)
  }
}

async function listColumns(ownerUrl: string, table: string): Promise<Column[]> {
  const columns = await query<Column>(
    ownerUrl,
    `select a.attname as name, format_type(a.atttypid, null) as type,
       a.attnotnull and not a.atthasdef as required,
       (select (regexp_match(pg_get_constraintdef(k.oid), '''([A-Za-z_]+)''::text'))[1]
        from pg_constraint k
        where k.conrelid = a.attrelid and k.contype = 'c' and k.conkey = array[a.attnum]
        limit 1) as allowed
     from pg_attribute a
     where a.attrelid = ('tidemark.' || $1)::regclass and a.attnum > 0 and not a.attisdropped
     order by a.attnum`,
    [table],
  )
  return columns.filter((column) => column.required || MORE[table]?.includes(column.name))
}

/** Columns that a check across columns asks for. */
const MORE: Record<string, readonly string[]> = { shop_connections: ['access_token_encrypted'] }

const VALUES: Record<string, string> = {
  bigint: '1',
  boolean: 'false',
  bytea: `'\\x00'`,
  date: `'2026-01-01'`,
  integer: '1',
  jsonb: `'{}'`,
  numeric: '1',
  smallint: '1',
  text: `'x'`,
  'timestamp with time zone': `'2026-01-01T00:00:00Z'`,
  uuid: 'gen_random_uuid()',
}

/** Values of columns whose checks allow no made-up one. */
const SPECIAL: Record<string, string> = {
  'connection_requests.browser_hash': `sha256('x')`,
  'connection_requests.shop_domain': `'x.myshopify.com'`,
}

function toValue(column: Column, tenantId: string, table: string): string {
  if (column.name === 'tenant_id') return `'${tenantId}'`
  const special = SPECIAL[`${table}.${column.name}`]
  if (special !== undefined) return special
  if (column.allowed !== null) return `'${column.allowed}'`
  const value = VALUES[column.type]
  if (value === undefined) throw new Error(`No value for a column of type ${column.type}`)
  return value
}
