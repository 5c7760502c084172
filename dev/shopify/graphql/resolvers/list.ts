import type { Arguments } from '../resolver.ts'

/** A plain list cut to its `first` argument; Shopify cuts these without a way to page on. */
export function takeFirst<Row>(rows: readonly Row[], args: Arguments): readonly Row[] {
  const first = args['first']
  return typeof first === 'number' ? rows.slice(0, first) : rows
}

/** How many there are, as the type `Count` says it: with a limit the count stops there. */
export function toCount(count: number, limit?: unknown): { count: number; precision: string } {
  return typeof limit === 'number' && count > limit
    ? { count: limit, precision: 'AT_LEAST' }
    : { count, precision: 'EXACT' }
}
