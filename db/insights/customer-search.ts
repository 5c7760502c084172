import { type RawBuilder, sql } from 'kysely'
import type { TenantTrx } from '../index.ts'

const MOST_WORDS = 5
/**
 * Up to so many customers whom a search finds are sorted; of more than that a page is found sooner by
 * walking along the order. Either way a page of a shop of three million customers costs as much as
 * looking at some ten thousand.
 */
const MOST_FOUND = 5_000

/**
 * The customers whom a text means, by Shopify's numeric id or by name, where upper case and accents
 * make no difference; `many` where they are more than 5,000. The text must begin the name, or its
 * first or last word the name's last word; each of its words must begin a word of the name.
 */
export async function searchCustomers(
  trx: TenantTrx,
  { search }: { search: string },
): Promise<string[] | 'many'> {
  const words = wordsOf(search)
  const found = [
    ...places(words).map(
      (place) => sql`${beginning(place, words)}
      order by ${place.name}
      limit ${MOST_FOUND + 1}`,
    ),
    ...(/^\d{1,18}$/.test(search)
      ? [sql`select c.id from customers c where c.id = ${search}::bigint and c.deleted_at is null`]
      : []),
  ]
  const { rows } = await sql<{ id: string }>`
    select distinct id::text
    from (${sql.join(
      found.map((one) => sql`(${one})`),
      sql` union all `,
    )}) as found
    limit ${MOST_FOUND + 1}
  `.execute(trx)
  return rows.length > MOST_FOUND ? 'many' : rows.map((row) => row.id)
}

/**
 * The same condition on `customers c`, in a CASE: Postgres uses no index for one and takes it for true
 * of half of the rows, so that it walks along the order until a page is full. Otherwise it expects
 * few, and reads and sorts all customers.
 */
export function isMeant(search: string): RawBuilder<unknown> {
  const words = wordsOf(search)
  const begins = (name: RawBuilder<unknown>, text: string) =>
    sql`left(${name}, length(${folded(text)})) = ${folded(text)}`
  const begin = places(words).map(({ name, text }) => begins(name, text))
  return sql`case when (${sql.join(begin, sql` or `)}) and ${hasAll(words)} then true else false end`
}

/** The ids of all whom a text means by name, some of them twice, however many. */
export function idsMeant(search: string): RawBuilder<unknown> {
  const words = wordsOf(search)
  return sql.join(
    places(words).map((place) => beginning(place, words)),
    sql` union all `,
  )
}

interface Place {
  name: RawBuilder<unknown>
  text: string
}

/** Where in a name what must begin. */
function places(words: readonly string[]): Place[] {
  const ends = new Set([words.at(-1) ?? '', words[0] ?? ''])
  return [
    { name: sql`c.search_name`, text: words.join(' ') },
    ...[...ends].map((text) => ({ name: sql`c.search_last_name`, text })),
  ]
}

const wordsOf = (search: string): string[] =>
  search.split(/\s+/).filter(Boolean).slice(0, MOST_WORDS)

const hasAll = (words: readonly string[]): RawBuilder<unknown> =>
  sql.join(
    words.map((word) => sql`strpos(' ' || c.search_name, ' ' || ${folded(word)}) > 0`),
    sql` and `,
  )

/**
 * Postgres uses an index under row-level security only for comparisons that can't leak, which LIKE is
 * not; nothing sorts behind U+10FFFF.
 */
function beginning({ name, text }: Place, words: readonly string[]): RawBuilder<unknown> {
  return sql`
      select c.id
      from customers c
      where c.deleted_at is null
        and ${name} >= ${folded(text)}
        and ${name} < ${folded(text)} || chr(1114111)
        and ${hasAll(words)}`
}

/** As the columns of `customers` are generated. */
const folded = (text: string): RawBuilder<unknown> =>
  sql`(regexp_replace(lower(normalize(${text}::text, NFKD) collate "pg_c_utf8"), '[\\u0300-\\u036f]', '', 'g') collate "C")`
