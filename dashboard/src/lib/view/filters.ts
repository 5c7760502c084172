/** Which orders the figures are about; the names are those of the API's parameters. */
export const filterNames = [
  'channel',
  'product',
  'customerType',
  'presentmentCurrency',
  'country',
] as const

export type FilterName = (typeof filterNames)[number]

export type Filters = Partial<Record<FilterName, string>>

/** An empty value is one too: orders without a channel, orders of no known country. */
export function readFilters(query: URLSearchParams): Filters {
  return Object.fromEntries(
    filterNames.flatMap((name) => {
      const value = query.get(name)
      return value === null ? [] : [[name, value]]
    }),
  )
}
