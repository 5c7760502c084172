import { query } from '../testing/catalogue.ts'

interface ViewColumn {
  view: string
  says: string | null
  column: string
  type: string
  means: string | null
}

/** Every view that analysts have with its columns, in Markdown, from the comments in the database. */
export async function describeViews(ownerUrl: string): Promise<string> {
  const columns = await query<ViewColumn>(
    ownerUrl,
    `select v.relname as view, obj_description(v.oid, 'pg_class') as says,
       a.attname as column, format_type(a.atttypid, a.atttypmod) as type,
       col_description(v.oid, a.attnum) as means
     from pg_class v join pg_attribute a on a.attrelid = v.oid and a.attnum > 0
     where v.relnamespace = 'analytics'::regnamespace and v.relkind = 'v' and not a.attisdropped
     order by v.oid, a.attnum`,
  )
  const views = Map.groupBy(columns, ({ view }) => view)
  return [...views].map(([view, of]) => `### ${view}\n\n${describe(view, of)}\n`).join('\n')
}

function describe(view: string, columns: ViewColumn[]): string {
  const [first] = columns
  const lines = columns.map(
    ({ column, type, means }) => `- \`${column}\` (${type}): ${required(means, view, column)}`,
  )
  return `${required(first?.says, view)}\n\n${lines.join('\n')}`
}

function required(comment: string | null | undefined, ...what: string[]): string {
  if (!comment) throw new Error(`${what.join('.')} has no comment`)
  return comment
}
