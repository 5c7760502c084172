import { sql, type RawBuilder } from 'kysely'
import type { TenantTrx } from '../index.ts'
import type { SumTable } from './rollup-tables.ts'
import { currentTenant, names } from './statement.ts'

/**
 * Adds differences, one row for each key, from a query or CTE with the table's columns. Rows without
 * a difference are not written. For use as a CTE: returns the keys of rows that became empty and
 * are to go (`emptied`).
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
    returning ${names(key, table)}, ${isEmpty(emptyBy, table)} as emptied
  `
}

/** The same where no row of these keys is stored: spares each the look whether it is. */
export function insertDifferences(
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

/** Whether a row says of any sum that it changes. */
export function isDifferent({ sums }: Pick<SumTable, 'sums'>): RawBuilder<unknown> {
  return sql.join(
    sums.map((name) => sql`${sql.ref(name)} <> 0`),
    sql` or `,
  )
}

/** For each column that rows are found by the values in rows that are to go. */
export type Emptied = Record<string, string[]> | null

/** What a CTE of `addDifferences` emptied, as one JSON value; null: nothing. */
export function emptiedBy({ foundBy }: SumTable, written: string): RawBuilder<unknown> {
  const values = Object.keys(foundBy).map((name) => {
    return sql`${sql.lit(name)}, json_agg(distinct ${sql.ref(name)}::text)`
  })
  return sql`(
    select json_build_object(${sql.join(values)})
    from ${sql.table(written)} where emptied having count(*) > 0
  )`
}

/** Removes rows with these values to which nothing contributes any more. */
export async function removeEmpty(
  trx: TenantTrx,
  { table, foundBy, emptyBy }: SumTable,
  emptied: Emptied,
): Promise<void> {
  if (emptied === null) return
  const there = Object.entries(foundBy).map(([name, type]) => {
    return sql`${sql.ref(name)} = any(${emptied[name]}::${sql.raw(type)}[])`
  })
  await sql`
    delete from ${sql.table(table)} where ${sql.join(there, sql` and `)} and ${isEmpty(emptyBy)}
  `.execute(trx)
}

function isEmpty(emptyBy: readonly string[], table?: string): RawBuilder<unknown> {
  return sql.join(
    emptyBy.map((name) => sql`${sql.ref(table === undefined ? name : `${table}.${name}`)} = 0`),
    sql` and `,
  )
}
