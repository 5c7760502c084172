import { sql } from 'kysely'
import type { TenantTrx } from '../index.ts'
import { currentTenant } from './statement.ts'

/** One walk each: what is read from Shopify, and the drain of the rollups' marks. */
export type CursorEntity = 'orders' | 'customers' | 'products' | 'events' | 'aggregation'

/**
 * Where a walk stands. `watermark…` says up to where everything was read; `pageCursor`, `walkQuery`
 * and `walkStartedAt` belong to a walk under way, and are null between walks.
 */
export interface SyncCursor {
  /** ISO, UTC. */
  watermarkAt: string | null
  /** Shopify's id, where several objects share the watermark's second. */
  watermarkId: string | null
  /** Shopify's opaque `endCursor` of the last page written. */
  pageCursor: string | null
  /** The `query:` that the page cursor belongs to. */
  walkQuery: string | null
  /** ISO, UTC. */
  walkStartedAt: string | null
  /** ISO, UTC: somebody asked for all of it to be read again; null once that has been done. */
  resyncRequestedAt: string | null
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
export async function raiseFence(trx: TenantTrx, entity: CursorEntity): Promise<bigint> {
  const { rows } = await sql<{ fence: string }>`
    insert into sync_cursors (tenant_id, entity, fence, updated_at)
    values (${currentTenant}, ${entity}, 1, now())
    on conflict (tenant_id, entity) do update
      set fence = sync_cursors.fence + 1, updated_at = now()
    returning fence::text
  `.execute(trx)
  const [row] = rows
  if (row === undefined) throw new Error(`The fence of ${entity} could not be raised.`)
  return BigInt(row.fence)
}

/** Where the walk stands; a walk that was never begun has nulls throughout. */
export async function loadCursor(trx: TenantTrx, entity: CursorEntity): Promise<SyncCursor> {
  const { rows } = await sql<SyncCursor>`
    select
      ${isoTime('watermark_at')} as "watermarkAt",
      watermark_id::text as "watermarkId",
      page_cursor as "pageCursor",
      walk_query as "walkQuery",
      ${isoTime('walk_started_at')} as "walkStartedAt",
      ${isoTime('resync_requested_at')} as "resyncRequestedAt"
    from sync_cursors
    where entity = ${entity}
  `.execute(trx)
  return rows[0] ?? NEVER_BEGUN
}

const NEVER_BEGUN: SyncCursor = Object.freeze({
  watermarkAt: null,
  watermarkId: null,
  pageCursor: null,
  walkQuery: null,
  walkStartedAt: null,
  resyncRequestedAt: null,
})

const COLUMN_OF = {
  watermarkAt: sql`watermark_at`,
  watermarkId: sql`watermark_id`,
  pageCursor: sql`page_cursor`,
  walkQuery: sql`walk_query`,
  walkStartedAt: sql`walk_started_at`,
  resyncRequestedAt: sql`resync_requested_at`,
} as const satisfies Record<keyof SyncCursor, unknown>

/**
 * Moves the cursor, in the transaction that wrote the rows it leads past. Fields left out stay as
 * they are. Throws `FencedError` (which rolls the batch back) when another attempt took over.
 */
export async function saveCursor(
  trx: TenantTrx,
  entity: CursorEntity,
  fence: bigint,
  moved: Partial<SyncCursor>,
): Promise<void> {
  const fields = Object.keys(COLUMN_OF) as (keyof SyncCursor)[]
  const settings = fields
    .filter((field) => moved[field] !== undefined)
    .map((field) => sql`${COLUMN_OF[field]} = ${moved[field]}`)
  const { numAffectedRows } = await sql`
    update sync_cursors
    set ${sql.join([...settings, sql`updated_at = now()`])}
    where entity = ${entity} and fence = ${fence.toString()}
  `.execute(trx)
  if (numAffectedRows !== 1n) throw new FencedError(entity, fence)
}

/** Shopify's own spelling: "2026-07-02T22:44:07Z", with a fraction only where there is one. */
function isoTime(column: string) {
  const format = `YYYY-MM-DD"T"HH24:MI:SS.US"Z"`
  return sql`
    regexp_replace(to_char(${sql.ref(column)} at time zone 'UTC', ${format}), '\\.?0*Z$', 'Z')
  `
}
