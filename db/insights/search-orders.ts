import { type RawBuilder, sql } from 'kysely'
import type { TenantTrx } from '../index.ts'

const MOST_FOUND = 5_000

/**
 * The orders that a text means by Shopify's numeric id or by name: the whole of it or, where no more
 * than 5,000 names do so, what it begins with. A `#` in front may be left out.
 */
export async function searchOrders(
  trx: TenantTrx,
  { search }: { search: string },
): Promise<string[]> {
  const spellings = [...new Set([search, search.toUpperCase()].flatMap((one) => [one, `#${one}`]))]
  const found = [
    ...spellings.map(beginning),
    ...(/^\d{1,18}$/.test(search)
      ? [sql`select o.id, true as whole from orders o where o.id = ${search}::bigint`]
      : []),
  ]
  const { rows } = await sql<{ id: string; whole: boolean }>`
    select id::text, bool_or(whole) as whole
    from (${sql.join(
      found.map((one) => sql`(${one})`),
      sql` union all `,
    )}) as found
    group by id
  `.execute(trx)
  const meant = rows.length > MOST_FOUND ? rows.filter(({ whole }) => whole) : rows
  return meant.map(({ id }) => id)
}

/** The whole names come first. A range, as LIKE uses no index under row-level security. */
function beginning(text: string): RawBuilder<unknown> {
  return sql`
      select o.id, o.name = ${text} as whole
      from orders o
      where o.name collate "C" >= ${text} and o.name collate "C" < ${text} || chr(1114111)
      order by o.name collate "C"
      limit ${MOST_FOUND + 1}
    `
}
