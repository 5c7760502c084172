import type { Client } from '@temporalio/client'
import type { Db } from '@tidemark/db'
import type { Logger } from 'pino'
import type { CredentialsSource } from '../shopify/shop-credentials.ts'
import type { ShopifyShops } from '../shopify/shopify-shops.ts'
import type { WebhookAddress } from '../shopify/webhook-address.ts'
import type { DrainsBeside } from './drains-beside.ts'

/** What activities are made of; nothing else reaches them. */
export type Dependencies = {
  db: Db
  shopify: ShopifyShops
  /** What tokens are got and kept with, for shops that come in. */
  source: CredentialsSource
  /** For operators' commands, which change schedules and start or cancel syncs. */
  temporal: Client
  log: Logger
  /** Stands beside figures that we read; never compared with Shopify's times. */
  clock: () => Date
  limits: ChunkLimits
  /** Where Shopify is asked to send webhooks to; left out: it is not asked. */
  webhooks?: WebhookAddress
  /** Refreshes rollups while orders are read; left out: they wait until all are. */
  drains?: DrainsBeside
  /** Whether days are compared with Shopify's own reports. */
  compareReports?: boolean
  /** Aborted when the worker is asked to end: chunks then stop after the page in hand. */
  stopping: AbortSignal
}

/** A chunk ends after so many pages or milliseconds, whichever comes first. */
export type ChunkLimits = {
  pages: number
  ms: number
  /** Rows after which a listing is begun anew, see `walk-position.ts`. */
  listing: number
  /** Objects of a kind from which on bulk operations are worth their while. */
  bulkFrom: number
  /** Roots of a bulk file that are written at a time. */
  bulkRoots: number
  /** ms between two looks at a bulk operation; the first look comes sooner. */
  bulkPoll: number
  /** ms without progress after which a bulk operation is given up. */
  bulkStill: number
  /** ms after which a kind's ids are compared with Shopify's again. */
  compareEvery: number
}

/** Shopify shows at most 25,000 rows of one listing. */
export const CHUNK_LIMITS: ChunkLimits = {
  pages: 200,
  ms: 60_000,
  listing: 24_000,
  bulkFrom: 1_000,
  bulkRoots: 1_000,
  bulkPoll: 15_000,
  bulkStill: 2 * 60 * 60_000,
  compareEvery: 24 * 60 * 60_000,
}

/** Whether a chunk has done enough for now. */
export function isChunkFull(
  { limits, stopping }: Pick<Dependencies, 'limits' | 'stopping'>,
  chunk: { pages: number; elapsed: number },
): boolean {
  return stopping.aborted || chunk.pages >= limits.pages || chunk.elapsed >= limits.ms
}
