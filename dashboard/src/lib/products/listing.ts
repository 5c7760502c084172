import type { ProductsResponse } from '@tidemark/api/contract'
import type { Answer } from '../api/answer.ts'
import type { ListPage } from '../list/long-list.svelte.ts'
import { readSort, type Sort } from '../list/sort.ts'

/** What the list of products shows, read from its address. */
export interface Listing {
  tab: TabId
  by: 'product' | 'variant'
  search: string
  vendor: string
  productType: string
  sort: Sort<Column>
}

const columns = [
  'netSales',
  'grossSales',
  'returns',
  'unitsSold',
  'returnedUnitsShare',
  'lastSoldOn',
  'title',
] as const

type Column = (typeof columns)[number]

/** Each way to look at the products has an order of its own, until the reader chooses another. */
export const tabs = [
  { id: 'all', label: 'All', show: 'sold', sort: { by: 'netSales', direction: 'desc' } },
  { id: 'top', label: 'Top movers', show: 'sold', sort: { by: 'unitsSold', direction: 'desc' } },
  { id: 'slow', label: 'Slow movers', show: 'live', sort: { by: 'unitsSold', direction: 'asc' } },
  {
    id: 'unsold',
    label: 'Not sold for longest',
    show: 'live',
    sort: { by: 'lastSoldOn', direction: 'asc' },
  },
] as const satisfies { id: string; label: string; show: 'sold' | 'live'; sort: Sort<Column> }[]

export type TabId = (typeof tabs)[number]['id']

export function readListing(query: URLSearchParams): Listing {
  const tab = tabs.find(({ id }) => id === query.get('tab')) ?? tabs[0]
  const text = (name: string): string => (query.get(name) ?? '').trim().slice(0, 200)
  return {
    tab: tab.id,
    by: query.get('by') === 'variant' ? 'variant' : 'product',
    search: text('search'),
    vendor: text('vendor'),
    productType: text('productType'),
    sort: readSort(query, columns, tab.sort),
  }
}

/** For the API's query. */
export function listingQuery({ tab, by, search, vendor, productType, sort }: Listing): {
  [name: string]: string
} {
  const chosen = tabs.find(({ id }) => id === tab) ?? tabs[0]
  return {
    by,
    show: chosen.show,
    sort: sort.by,
    direction: sort.direction,
    ...(search ? { search } : {}),
    ...(vendor ? { vendor } : {}),
    ...(productType ? { productType } : {}),
  }
}

export type ProductEntry = ProductsResponse['products'][number]

export function toProductsPage(answer: Answer<ProductsResponse>): Answer<ListPage<ProductEntry>> {
  if (!answer.ok) return answer
  const { products, nextCursor } = answer.value
  return { ok: true, value: { rows: products, next: nextCursor } }
}
