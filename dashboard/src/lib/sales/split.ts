import type { SalesResponse } from '@tidemark/api/contract'

/** What sales can be split by; the ids are the API's. */
export type Split = SalesResponse['by']

export const splits = [
  { id: 'channel', label: 'Channel' },
  { id: 'product', label: 'Product' },
  { id: 'country', label: 'Country' },
  { id: 'customerType', label: 'Customers' },
  { id: 'presentmentCurrency', label: 'Currency paid in' },
] as const satisfies { id: Split; label: string }[]

/** How the bars over time are made: one line of the total, or stacked. */
export type Stack = 'total' | 'parts' | 'split'

/** Reads `by` from an address; what can't be split by is left out. */
export function readSplit(query: URLSearchParams): Split {
  return splits.find(({ id }) => id === query.get('by'))?.id ?? 'channel'
}

export function readStack(query: URLSearchParams): Stack {
  const wanted = query.get('stack')
  return wanted === 'parts' || wanted === 'split' ? wanted : 'total'
}

/** "By channel". */
export function describeSplit(split: Split): string {
  const words: Record<Split, string> = {
    channel: 'channel',
    product: 'product',
    country: 'country',
    customerType: 'customers',
    presentmentCurrency: 'currency paid in',
  }
  return `By ${words[split]}`
}
