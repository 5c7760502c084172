/**
 * The page's address is its state: every choice is a link or a form that changes some of the
 * query's values and leaves the others.
 */

/** An address's query; the page's own can only be read. */
type Values = Iterable<[name: string, value: string]>

/** Says of which days and counted how: true for every page, so links to other pages carry it. */
const carriedNames = ['range', 'from', 'to', 'compare', 'reversals']

/** The query with some values changed, as a relative address; null takes a value away. */
export function queryWith(current: Values, changes: Record<string, string | null>): `?${string}` {
  const query = new URLSearchParams(valuesBut(current, []))
  for (const [name, value] of Object.entries(changes)) {
    if (value === null) query.delete(name)
    else query.set(name, value)
  }
  return `?${query}`
}

/** What a link to another page of the shop takes along; empty, or with its question mark. */
export function carriedQuery(current: Values): string {
  const query = new URLSearchParams([...current].filter(([name]) => carriedNames.includes(name)))
  return query.size === 0 ? '' : `?${query}`
}

/**
 * All values but these, for the hidden fields of a form that sets them by GET. The name of a form
 * action is no state of the page.
 */
export function valuesBut(
  current: Values,
  names: readonly string[],
): [name: string, value: string][] {
  return [...current].filter(([name]) => !names.includes(name) && !name.startsWith('/'))
}
