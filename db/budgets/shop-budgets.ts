import { sql } from 'kysely'
import type { Db } from '../connection/db.ts'

/** Shopify's word on a shop's bucket, `extensions.cost.throttleStatus`. */
export interface BucketStatus {
  maximumAvailable: number
  currentlyAvailable: number
  /** Points a second. */
  restoreRate: number
}

export interface BudgetReservation {
  /** How long to wait before the same ticket asks again; 0: the request may go. */
  waitMs: number
  /** Shopify has asked for this pause, so nothing that others give back can shorten it. */
  blocked: boolean
}

/** How a request ended. */
export interface BudgetOutcome {
  /** What Shopify charged; null where that is unknown, then the whole cost counts as spent. */
  spent: number | null
  status: BucketStatus | null
  /** Shopify found too little in its bucket. */
  refused: boolean
  /** Nobody may ask this shop for so long. */
  blockedMs: number
}

/**
 * Asks for points of a shop's rate limit, which all processes share: one statement, and a place in
 * the queue that is lost when the ticket does not ask again within ten seconds.
 * @param at for tests; the database's clock otherwise
 */
export async function reserveShopBudget(
  db: Db,
  tenantId: string,
  request: { ticket: string; cost: number },
  at: Date | null = null,
): Promise<BudgetReservation> {
  const { rows } = await sql<BudgetReservation>`
    select wait_ms as "waitMs", blocked from tidemark.reserve_shop_budget(
      ${tenantId}::uuid, ${request.ticket}::uuid, ${request.cost}::double precision,
      ${at}::timestamptz)
  `.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('Postgres answered without a row')
  return row
}

/** Ends a request, granted or still waiting: one statement. An unknown ticket changes no points. */
export async function settleShopBudget(
  db: Db,
  tenantId: string,
  ticket: string,
  { spent, status, refused, blockedMs }: BudgetOutcome,
  at: Date | null = null,
): Promise<void> {
  await sql`
    select tidemark.settle_shop_budget(
      ${tenantId}::uuid, ${ticket}::uuid, ${spent}::double precision,
      ${status?.maximumAvailable ?? null}::double precision,
      ${status?.restoreRate ?? null}::double precision,
      ${status?.currentlyAvailable ?? null}::double precision,
      ${refused}::boolean, ${blockedMs}::double precision, ${at}::timestamptz)
  `.execute(db)
}
