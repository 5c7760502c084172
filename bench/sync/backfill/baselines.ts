import type { Client } from 'pg'
import { asOwner } from './database.ts'
import { columnsOf, GROUPS, KEYS, TABLES, upsertOf, type Table } from './tables.ts'

/** Where Postgres itself keeps the dumped rows: its own data folder, which it may surely write to. */
const dumpOf = (table: Table): string => `bench_${table}.copy`

/** Writes the rows that our run left behind into files on the server. */
export async function dumpTables(ownerUrl: string): Promise<void> {
  await asOwner(ownerUrl, async (client) => {
    for (const table of TABLES)
      await client.query(`copy ${table} to '${await place(client, table)}'`)
  })
}

/**
 * Raw COPY of the very same rows into the same tables with their indexes, as the superuser, whom
 * row-level security does not bind, on two connections. Seconds.
 */
export async function copyRaw(ownerUrl: string): Promise<number> {
  return await timed(ownerUrl, GROUPS, async (client, table) => {
    const columns = (await columnsOf(client, table)).join(', ')
    await client.query(`copy ${table} (${columns}) from '${await place(client, table)}'`)
  })
}

/**
 * COPY into staging tables without indexes, and one upsert of all rows from each: on one connection, as
 * a sync writes, or with the two groups of tables side by side. Seconds.
 */
export async function copyAndUpsert(ownerUrl: string, connections: 1 | 2): Promise<number> {
  return await timed(ownerUrl, connections === 1 ? [TABLES] : GROUPS, async (client, table) => {
    const columns = (await columnsOf(client, table)).join(', ')
    await client.query(
      `create temporary table staged_${table} as select ${columns} from ${table} limit 0`,
    )
    await client.query(`copy staged_${table} from '${await place(client, table)}'`)
    await client.query(await upsertOf(client, table, `select * from staged_${table}`))
  })
}

/**
 * A loop that upserts row by row, as a plain tool does: one statement a row, each its own
 * transaction. Done for the first orders with all that belongs to them; seconds for all rows.
 */
export async function upsertRowByRow(
  sourceUrl: string,
  targetUrl: string,
  sample: { orders: number; of: number },
): Promise<number> {
  return await asOwner(sourceUrl, async (source) => {
    return await asOwner(targetUrl, async (target) => {
      let ms = 0
      for (const table of ['orders', 'order_lines', 'sales', 'refunds'] as const) {
        const columns = await columnsOf(target, table)
        const values = columns.map((_, at) => `$${at + 1}`).join(', ')
        const text = await upsertOf(target, table, `values (${values})`)
        const id = KEYS[table].includes('order_id') ? 'order_id' : 'id'
        // As texts: what a tool has read from JSON.
        const { rows } = await source.query<string[]>({
          text: `select ${columns.map((name) => `${name}::text`).join(', ')} from ${table}
            where ${id} in (select id from orders order by id limit ${sample.orders})`,
          rowMode: 'array',
        })
        const begun = performance.now()
        for (const row of rows) await target.query(text, row)
        ms += performance.now() - begun
      }
      return (ms / 1_000) * (sample.of / sample.orders)
    })
  })
}

async function place(client: Client, table: Table): Promise<string> {
  const { rows } = await client.query<{ folder: string }>(
    `select current_setting('data_directory') as folder`,
  )
  return `${rows[0]?.folder}/${dumpOf(table)}`
}

/** Loads the tables of each group one after the other, the groups side by side, a transaction each. */
async function timed(
  ownerUrl: string,
  groups: readonly (readonly Table[])[],
  load: (client: Client, table: Table) => Promise<void>,
): Promise<number> {
  const begun = performance.now()
  await Promise.all(
    groups.map(async (tables) => {
      await asOwner(ownerUrl, async (client) => {
        await client.query('begin')
        for (const table of tables) await load(client, table)
        await client.query('commit')
      })
    }),
  )
  return (performance.now() - begun) / 1_000
}
