import type { Filters } from '@tidemark/db/insights'

/** The filters among the parameters of a query. */
export function toFilters(query: Filters): Filters {
  const { channel, product, customerType, presentmentCurrency, country } = query
  return { channel, product, customerType, presentmentCurrency, country }
}
