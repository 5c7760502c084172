import type { Partners } from './model.ts'

/**
 * What of its customers' data Shopify has approved an app for: all of it; all but names, addresses,
 * e-mail addresses and phone numbers (level 2); or nothing (not even level 1, which orders and customers
 * themselves are).
 */
export type DataAccess = 'level2' | 'level1' | 'none'

/** What an app is approved for in a shop; an organisation's own app needs no approval. */
export function dataAccessOf(
  { app, dataAccess }: Partners,
  shop: string,
  clientId: string,
): DataAccess {
  return clientId === app.clientId ? (dataAccess[shop] ?? 'level2') : 'level2'
}
