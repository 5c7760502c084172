import type { Db } from '@tidemark/db'
import type { Logger } from 'pino'
import type { ShopifyShops } from '../shopify/shopify-shops.ts'

/** What activities are made of; nothing else reaches them. */
export type Dependencies = {
  db: Db
  shopify: ShopifyShops
  log: Logger
  /** Stands beside figures that we read; never compared with Shopify's times. */
  clock: () => Date
  limits: ChunkLimits
  /** Aborted when the worker is asked to end: chunks then stop after the page in hand. */
  stopping: AbortSignal
}

/** A chunk ends after so many pages or milliseconds, whichever comes first. */
export type ChunkLimits = {
  pages: number
  ms: number
  /** Rows after which a listing is begun anew, see `walk-position.ts`. */
  listing: number
}

/** Shopify shows at most 25,000 rows of one listing. */
export const CHUNK_LIMITS: ChunkLimits = { pages: 200, ms: 60_000, listing: 24_000 }

/** Whether a chunk has done enough for now. */
export function isChunkFull(
  { limits, stopping }: Pick<Dependencies, 'limits' | 'stopping'>,
  chunk: { pages: number; elapsed: number },
): boolean {
  return stopping.aborted || chunk.pages >= limits.pages || chunk.elapsed >= limits.ms
}
