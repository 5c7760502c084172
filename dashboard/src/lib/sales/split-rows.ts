import type { SalesResponse, SalesRow } from '@tidemark/api/contract'
import type { Split } from './split.ts'

/**
 * What the address changes so that the page is about this row alone; null where no filter names it.
 * Products can't be split by product once more, so the split changes too.
 */
export function filterBy(
  { by, metadata }: Pick<SalesResponse, 'by' | 'metadata'>,
  { kind, key }: Pick<SalesRow, 'kind' | 'key'>,
): Record<string, string | null> | null {
  if (kind !== 'value' || key === null || metadata.filters[by] === key) return null
  if (by !== 'product') return { [by]: key }
  return key === '0' ? null : { product: key, by: null }
}

/** What a row is that is no value of the split by itself; null where its name says enough. */
export function explainRow(
  by: Split,
  { kind, key }: Pick<SalesRow, 'kind' | 'key'>,
): string | null {
  if (kind === 'other') return 'The products beyond those listed here, together.'
  if (kind === 'adjustment') {
    return 'What refunds gave back above or below the worth of their lines. Shopify ties it to an order, not to a product.'
  }
  if (by === 'product' && key === '0') {
    return 'Custom items, and lines whose product Shopify no longer names.'
  }
  if (key !== '') return null
  return by === 'channel'
    ? 'Shopify names no channel for these orders.'
    : 'Orders without an address that names a country.'
}
