import { query } from './catalogue.ts'

/**
 * Rows of any table, catalogues aside, in which one of these texts stands: what a search through a
 * dump of the database would find. Each as `schema.table: row`.
 */
export async function findInDump(ownerUrl: string, words: readonly string[]): Promise<string[]> {
  const tables = await query<{ name: string }>(
    ownerUrl,
    `select format('%I.%I', n.nspname, c.relname) as name
     from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p') and n.nspname not in ('pg_catalog', 'information_schema')`,
  )
  const found: string[] = []
  for (const { name } of tables) {
    const rows = await query<{ row: string }>(
      ownerUrl,
      `select t::text as row from ${name} as t
       where exists (select from unnest($1::text[]) as word where position(word in t::text) > 0)`,
      [words],
    )
    found.push(...rows.map(({ row }) => `${name}: ${row}`))
  }
  return found
}
