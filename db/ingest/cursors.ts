import type { TenantTrx } from '../index.ts'

/** One walk each: what is read from Shopify, and the drain of the rollups' marks. */
export type CursorEntity = 'orders' | 'customers' | 'products' | 'events' | 'aggregation'

/**
 * Where a walk stands. `watermark…` says up to where everything was read; `pageCursor`, `walkQuery`
 * and `walkStartedAt` belong to a walk under way, and are null between walks.
 */
export interface SyncCursor {
  /** ISO, UTC. */
  watermarkAt: string | null
  watermarkId: string | null
  /** Shopify's opaque `endCursor` of the last page written. */
  pageCursor: string | null
  /** The `query:` that the page cursor belongs to. */
  walkQuery: string | null
  walkStartedAt: string | null
}

/** A newer attempt has raised the fence: this one has lost its right to write and must stop. */
export class FencedError extends Error {
  override name = 'FencedError'
  readonly entity: CursorEntity
  readonly fence: bigint

  constructor(entity: CursorEntity, fence: bigint) {
    super(
      `A newer attempt has taken over the walk of ${entity} (fence ${fence} is no longer current).`,
    )
    this.entity = entity
    this.fence = fence
  }
}

/**
 * Takes over an entity's walk: from the commit on, a `saveCursor` with an older fence fails.
 * An attempt does this once, before its first batch. Creates the cursor when there is none.
 */
export declare function raiseFence(trx: TenantTrx, entity: CursorEntity): Promise<bigint>

/** Where the walk stands; a walk that was never begun has nulls throughout. */
export declare function loadCursor(trx: TenantTrx, entity: CursorEntity): Promise<SyncCursor>

/**
 * Moves the cursor, in the transaction that wrote the rows it leads past. Fields left out stay as
 * they are. Throws `FencedError` (which rolls the batch back) when another attempt took over.
 */
export declare function saveCursor(
  trx: TenantTrx,
  entity: CursorEntity,
  fence: bigint,
  moved: Partial<SyncCursor>,
): Promise<void>
