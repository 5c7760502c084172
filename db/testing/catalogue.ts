import { Client } from 'pg'

/** A table of the schema, as the catalogue knows it. */
export interface CatalogueTable {
  name: string
  /** Names of the columns that can be written, in order: all but generated ones. */
  columns: string[]
  /** Columns of the primary key, in the key's order. */
  primaryKey: string[]
}

/** Every table of schema `tidemark`, read from the catalogue so that no test can forget one. */
export async function listTables(ownerUrl: string): Promise<CatalogueTable[]> {
  return await query<CatalogueTable>(
    ownerUrl,
    `select c.relname as name,
       array(select a.attname::text from pg_attribute a
         where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
           and a.attgenerated = ''
         order by a.attnum) as columns,
       array(select a.attname::text
         from pg_index i, unnest(i.indkey) with ordinality as k (attnum, position)
         join pg_attribute a on a.attnum = k.attnum
         where i.indrelid = c.oid and i.indisprimary and a.attrelid = c.oid
         order by k.position) as "primaryKey"
     from pg_class c
     where c.relnamespace = 'tidemark'::regnamespace and c.relkind in ('r', 'p')
     order by c.relname`,
  )
}

/** One statement on a connection of its own. */
export async function query<T>(
  url: string,
  text: string,
  values: readonly unknown[] = [],
): Promise<T[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query(text, [...values])
    return rows as T[]
  } finally {
    await client.end()
  }
}
