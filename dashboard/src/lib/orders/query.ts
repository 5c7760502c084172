import type { OrderKind, OrderState } from '@tidemark/api/contract'
import type { Query } from '../api/routes.ts'

export const orderStates = ['open', 'cancelled', 'test', 'deleted'] as const satisfies OrderState[]
export const orderKinds = ['refunded', 'edited', 'unbalanced'] as const satisfies OrderKind[]

/** What the address narrows the list by, beside its days, in the API's own words. */
const names = [
  'search',
  'customer',
  'financialStatus',
  'fulfillmentStatus',
  'state',
  'kind',
  'channel',
  'country',
] as const

/** Which values a name can have; all others are any text. */
const known: Partial<Record<(typeof names)[number], (value: string) => boolean>> = {
  customer: (value) => /^\d{1,18}$/.test(value),
  financialStatus: isStatus,
  fulfillmentStatus: isStatus,
  state: (value) => orderStates.some((state) => state === value),
  kind: (value) => orderKinds.some((kind) => kind === value),
}

function isStatus(value: string): boolean {
  return /^[A-Z_]{1,40}$/.test(value)
}

/** Reads them from an address; a value that cannot be is left out, an empty channel or country not. */
export function readOrdersQuery(query: URLSearchParams): Query {
  const asked: Query = {}
  for (const name of names) {
    const value = query.get(name)
    if (value === null || known[name]?.(value) === false) continue
    const wanted = name === 'search' ? value.trim().slice(0, 100) : value
    if (name !== 'search' || wanted !== '') asked[name] = wanted
  }
  return asked
}

/** What takes all of it from an address. */
export const withoutFilters: Record<string, null> = Object.fromEntries(
  names.map((name) => [name, null]),
)

/** The address with all time where it names no days: of a list, none should be missing. */
export function withDays(url: URL): URL {
  if (['range', 'from', 'to'].some((name) => url.searchParams.has(name))) return url
  const all = new URL(url)
  all.searchParams.set('range', 'all')
  return all
}
