import { sql, type RawBuilder } from 'kysely'
import { encodeRows, type EncodedRows } from './encoded-rows.ts'

/** The tenant whose transaction this is; row-level security compares every row with it. */
export const currentTenant = sql<string>`(select current_setting('tidemark.tenant_id')::uuid)`

/** The shop's time zone. Until Shopify has told it, days are days in UTC. */
export const shopZone = sql<string>`(select coalesce(time_zone, 'UTC') from tenants where id = ${currentTenant})`

/** Column names and their Postgres types, in one order. */
export type Columns = Readonly<Record<string, string>>

/** Rows to be used in FROM under the given alias. */
export function recordset(
  rows: readonly object[],
  columns: Columns,
  alias: string,
): RawBuilder<unknown> {
  return recordsetOf(encodeRows(rows, columns), alias)
}

/**
 * Rows as an array for each column in Postgres' binary form, side by side again under the given
 * alias, to be used in FROM.
 *
 * Measured (PostgreSQL 18, 4,000 ledger rows a statement into `sales`, µs a row on one connection):
 * this 6.4, `unnest` of several arrays in FROM 7.4, an array of a composite type 5.8, COPY into a
 * temporary table and INSERT from there 6.0, `json_to_recordset` 11.7; COPY into the table itself,
 * which row-level security refuses, 4.6 to 5.8. The application may make no temporary tables.
 */
export function recordsetOf(
  rows: EncodedRows,
  alias: string,
  only: readonly string[] = Object.keys(rows.columns),
): RawBuilder<unknown> {
  const arrays = only.map((name) => {
    const type = sql.raw(String(rows.columns[name]))
    return sql`unnest(${rows.bytesOf(name)}::${type}[]) as ${sql.ref(name)}`
  })
  return sql`(select ${sql.join(arrays)}) as ${sql.ref(alias)}`
}

/** `a, b, c` */
export function names(columns: Columns | readonly string[], alias?: string): RawBuilder<unknown> {
  const list = Array.isArray(columns) ? (columns as readonly string[]) : Object.keys(columns)
  return sql.join(list.map((name) => sql.ref(alias === undefined ? name : `${alias}.${name}`)))
}

/** `a = excluded.a, b = excluded.b` */
export function setExcluded(columns: readonly string[]): RawBuilder<unknown> {
  return sql.join(columns.map((name) => sql`${sql.ref(name)} = excluded.${sql.ref(name)}`))
}

/** A parameter holding Shopify's ids: as text, for of an array each one would be looked at. */
export function idArray(ids: readonly string[]): RawBuilder<string[]> {
  return sql`${`{${ids.join(',')}}`}::bigint[]`
}

/**
 * Whether a column is one of many ids, for rows that are read anyway. `+ 0` keeps Postgres from
 * estimating id by id how many rows that leaves, which took longer than reading them (20,000 ids: 17 ms).
 */
export function isOneOf(column: string, ids: readonly string[]): RawBuilder<boolean> {
  return sql`${sql.ref(column)} + 0 = any(${idArray(ids)})`
}

/**
 * Tables without an index that has the id of their key behind other columns: of these many ids are
 * looked up at once, in one scan of the key's index, which is half the work.
 */
const KEYED_ALONE = new Set(['counted_orders', 'counted_sales', 'sales', 'uncompared_customers'])

/**
 * The rows of a table that have one of these ids, for FROM, each looked up by its key; `place` is where
 * a row lies. With `id = any(…)` Postgres, which expects the rows of an average shop under row-level
 * security, may read all of a large shop's in an index that has the id behind other columns.
 */
export function lookedUp(
  table: string,
  column: string,
  ids: readonly string[],
): RawBuilder<unknown> {
  const wanted = idArray([...new Set(ids)])
  const atOnce = KEYED_ALONE.has(table)
  return sql`(
    select one.* from ${atOnce ? sql`(select ${wanted} offset 0)` : sql`unnest(${wanted})`} as wanted (id)
    cross join lateral (
      select ctid as place, * from ${sql.table(table)} as stored
      where ${sql.ref(`stored.${column}`)} = ${atOnce ? sql`any(wanted.id)` : sql`wanted.id`}
      offset 0
    ) as one
  )`
}
