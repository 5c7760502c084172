/** By which column a list is sorted, in the API's own words. */
export interface Sort<Column extends string = string> {
  by: Column
  direction: 'asc' | 'desc'
}

/** Reads `sort` and `direction` from an address; what it does not know is left out. */
export function readSort<Column extends string>(
  query: Pick<URLSearchParams, 'get'>,
  columns: readonly Column[],
  usual: Sort<Column>,
): Sort<Column> {
  const wanted = query.get('sort')
  const by = columns.find((column) => column === wanted)
  if (by === undefined) return usual
  return { by, direction: query.get('direction') === 'asc' ? 'asc' : 'desc' }
}

/** What a click on a column's head asks for: the other way round, or first the largest. */
export function nextSort(sort: Sort, column: string, begins: Sort['direction'] = 'desc'): Sort {
  if (sort.by !== column) return { by: column, direction: begins }
  return { by: column, direction: sort.direction === 'asc' ? 'desc' : 'asc' }
}
