import { sql, type RawBuilder } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { isFew } from './few-changes.ts'
import type { SumTable } from './rollup-tables.ts'
import { currentTenant, names } from './statement.ts'

/**
 * Adds differences, one row for each key, from a query or CTE with the table's columns. Rows without
 * a difference are not written. For use as a CTE: returns where each row lies (`place`), and
 * whether it became empty and is to go (`emptied`).
 */
export function addDifferences(rollup: SumTable, from: RawBuilder<unknown>): RawBuilder<unknown> {
  const { table, key, sums, emptyBy } = rollup
  const added = sql.join(
    sums.map((name) => {
      return sql`${sql.ref(name)} = ${sql.ref(`${table}.${name}`)} + ${sql.ref(`excluded.${name}`)}`
    }),
  )
  return sql`
    ${insertDifferences(rollup, from)}
    order by ${names(key)}
    on conflict (tenant_id, ${names(key)}) do update set ${added}
    returning ${sql.ref(`${table}.ctid`)} as place, ${isEmpty(emptyBy, table)} as emptied
  `
}

/** The same where no row of these keys is stored: spares each the look whether it is. */
function insertDifferences(
  { table, key, sums }: SumTable,
  from: RawBuilder<unknown>,
): RawBuilder<unknown> {
  return sql`
    insert into ${sql.table(table)} (tenant_id, ${names(key)}, ${names(sums)})
    select ${currentTenant}, ${names(key)}, ${names(sums)}
    from ${from} as differences
    where ${isDifferent({ sums })}
  `
}

/**
 * The CTE `<name>_written`, which is `addDifferences` of `from`, a CTE with the columns of a table whose
 * key begins with a view, or part, and a day. For very many orders, as a first sync has them, there are
 * others beside it: on days of which nothing is stored yet rows are inserted without looking for rows,
 * in the order of their index.
 */
export function addByDay(
  rollup: SumTable,
  { name, from }: { name: string; from: string },
  orders: readonly string[],
): RawBuilder<unknown> {
  const { table, key } = rollup
  if (isFew(orders)) {
    return sql`${sql.table(`${name}_written`)} as (${addDifferences(rollup, sql.table(from))})`
  }
  const place = names(key.slice(0, 2))
  const [stored, inserted, written] = ['stored', 'inserted', 'written'].map((one) =>
    sql.table(`${name}_${one}`),
  )
  const rows = (which: 'in' | 'not in', order = sql``): RawBuilder<unknown> => sql`(
    select * from ${sql.table(from)}
    where (${place}) ${sql.raw(which)} (select ${place} from ${stored})
    ${order}
  )`
  return sql`
    ${stored} as materialized (
      select * from (select distinct ${place} from ${sql.table(from)}) as touched
      where (
        select true from ${sql.table(table)} as known
        where (${names(key.slice(0, 2), 'known')}) = (${names(key.slice(0, 2), 'touched')})
        limit 1
      )
    ),
    ${inserted} as (${insertDifferences(rollup, rows('not in', sql`order by ${names(key)}`))}),
    ${written} as (${addDifferences(rollup, rows('in'))})
  `
}

/** Whether a row says of any sum that it changes. */
export function isDifferent({ sums }: Pick<SumTable, 'sums'>): RawBuilder<unknown> {
  return sql.join(
    sums.map((name) => sql`${sql.ref(name)} <> 0`),
    sql` or `,
  )
}

/** Where rows lie that are to go; null: there are none. */
export type Emptied = string[] | null

/** What a CTE of `addDifferences` emptied. */
export function emptiedBy(written: string): RawBuilder<unknown> {
  return sql`(select json_agg(place::text) from ${sql.table(written)} where emptied)`
}

/**
 * Removes rows to which nothing contributes any more. To be called before anything else changes the
 * table: a drain holds the lock under which alone rollups are written, so the rows lie where they did.
 */
export async function removeEmpty(
  trx: TenantTrx,
  { table, emptyBy }: SumTable,
  emptied: Emptied,
): Promise<void> {
  if (emptied === null) return
  await sql`
    delete from ${sql.table(table)} where ctid = any(${emptied}::tid[]) and ${isEmpty(emptyBy)}
  `.execute(trx)
}

function isEmpty(emptyBy: readonly string[], table?: string): RawBuilder<unknown> {
  return sql.join(
    emptyBy.map((name) => sql`${sql.ref(table === undefined ? name : `${table}.${name}`)} = 0`),
    sql` and `,
  )
}
