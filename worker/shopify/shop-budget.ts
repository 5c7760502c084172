import { randomUUID } from 'node:crypto'
import { type BudgetOutcome, type Db, reserveShopBudget, settleShopBudget } from '@tidemark/db'
import { ShopifyThrottledError } from './errors.ts'

/** Sleeps, and tells Temporal that the activity lives; rejects when it is cancelled. */
export type Pause = (ms: number) => Promise<void>

/** Says how a granted request ended; must be called once, whatever became of it. */
export type Settle = (outcome: BudgetOutcome) => Promise<void>

/** What a shop's rate limit leaves us. */
export type ShopBudget = {
  /**
   * Waits until `cost` points are ours. Rejects when the caller is cancelled, when Postgres cannot
   * be reached, and where Shopify asked for a pause that is too long to be slept through here.
   */
  reserve(cost: number, pause: Pause): Promise<Settle>
}

/** Between two looks at the bucket: what others gave back meanwhile may shorten the wait. */
const LOOK_MS = 500

/** A pause longer than this is left to Temporal, so that it holds no worker slot. */
export const LONG_WAIT_MS = 60_000

/**
 * The budget of a tenant's shop, shared by all processes over its row in Postgres: one statement to
 * reserve, one to settle. Without Postgres nothing is asked, for nothing could be paced.
 */
export function createShopBudget(db: Db, tenantId: string): ShopBudget {
  return {
    async reserve(cost, pause) {
      const ticket = randomUUID()
      const settle: Settle = (outcome) => settleShopBudget(db, tenantId, ticket, outcome)
      for (;;) {
        const { waitMs, blocked } = await reserveShopBudget(db, tenantId, { ticket, cost })
        if (waitMs === 0) return settle
        try {
          if (blocked && waitMs > LONG_WAIT_MS) throw new ShopifyThrottledError(waitMs)
          await pause(blocked ? waitMs : Math.min(waitMs, LOOK_MS))
        } catch (error) {
          // The place in the queue would end by itself, ten seconds later.
          await settle(NOT_SENT).catch(() => undefined)
          throw error
        }
      }
    },
  }
}

const NOT_SENT: BudgetOutcome = { spent: 0, status: null, refused: false, blockedMs: 0 }

/** For the one small request to a shop that has no row yet. */
export const UNPACED: ShopBudget = { reserve: () => Promise.resolve(() => Promise.resolve()) }
