/** Before every id. */
export const FIRST_ID = '0'

/** Search filter for the ids after this one; Shopify takes zero for no id at all. */
export const idsAfter = (id: string): string => (id === FIRST_ID ? 'id:>=1' : `id:>${id}`)

/** The id that a filter of `idsAfter` begins after; null when the text has none. */
export function findIdAfter(filter: string): string | null {
  const found = /id:>(=?)(\d+)/.exec(filter)
  if (!found) return null
  return found[1] ? FIRST_ID : (found[2] ?? null)
}
