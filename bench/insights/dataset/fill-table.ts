import type { Client } from 'pg'

interface Index {
  definition: string
  drop: string
}

/**
 * Fills an empty table and makes its indexes afterwards, which is many times quicker than keeping
 * them while rows come. All in one transaction that emptied the table: so nothing goes to the log of
 * a server that keeps the least (`wal_level = minimal`).
 */
export async function fillTable(client: Client, table: string, rows: string): Promise<void> {
  await client.query('begin')
  await client.query(`truncate tidemark.${table}`)
  const indexes = await listIndexes(client, table)
  for (const { drop } of indexes) await client.query(drop)
  await client.query(rows)
  for (const { definition } of indexes) await client.query(definition)
  await client.query('commit')
  await client.query(`vacuum (analyze, freeze) tidemark.${table}`)
}

async function listIndexes(client: Client, table: string): Promise<Index[]> {
  const { rows } = await client.query<Index>(
    `select
       case when k.oid is null then pg_get_indexdef(i.indexrelid) || ''
         else format('alter table tidemark.%I add constraint %I %s', $1::text, k.conname,
           pg_get_constraintdef(k.oid)) end as definition,
       case when k.oid is null then format('drop index tidemark.%I', c.relname)
         else format('alter table tidemark.%I drop constraint %I', $1::text, k.conname) end as drop
     from pg_index as i
     join pg_class as c on c.oid = i.indexrelid
     left join pg_constraint as k on k.conindid = i.indexrelid and k.contype in ('p', 'u')
     where i.indrelid = format('tidemark.%I', $1::text)::regclass
     order by i.indisprimary desc`,
    [table],
  )
  return rows
}
