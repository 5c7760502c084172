import { commitUnwaited, type Db, inTenant } from '@tidemark/db'
import { refreshRollups } from '@tidemark/db/ingest'
import type { Logger } from 'pino'
import { addProgress } from './run-progress.ts'
import type { RunRef } from './types.ts'

/** Drains of all shops that one worker has under way: Postgres is there for the pulls first. */
const AT_ONCE = 2

/**
 * Orders that have changed before a drain is begun. Fewer at a time cost more each: of 5,000, beside a
 * pull, those of 500 took Postgres 5 to 8 % more time, and were done no sooner.
 */
export const DRAINS_FROM = 750

/** Orders of one drain: whoever cancels a pull waits for the one under way, a second or two. */
const MOST_ORDERS = 10_000

type Shop = { waiting: number; underWay: Promise<void> | undefined }

/**
 * Refreshes rollups while orders are still being read. Postgres has time meanwhile, as Shopify's answers
 * are waited for and taken apart, so that a large sync ends sooner, and its figures grow as it goes on.
 * What is left, and what fails, is the `aggregate` activity's.
 */
export class DrainsBeside {
  readonly #db: Db
  readonly #log: Logger
  readonly #from: number
  readonly #shops = new Map<string, Shop>()
  #underWay = 0

  /** @param from orders that have to wait for a drain to be begun */
  constructor({ db, log, from }: { db: Db; log: Logger; from: number }) {
    this.#db = db
    this.#log = log
    this.#from = from
  }

  /** Says that a batch which changed so many orders is committed. */
  wrote(ref: RunRef, orders: number): void {
    const shop = this.#shops.get(ref.tenantId) ?? { waiting: 0, underWay: undefined }
    this.#shops.set(ref.tenantId, shop)
    shop.waiting += orders
    this.#begin(ref, shop)
  }

  /** Drain after drain, as long as enough waits. */
  #begin(ref: RunRef, shop: Shop): void {
    if (shop.waiting < this.#from || shop.underWay || this.#underWay >= AT_ONCE) return
    shop.waiting = 0
    this.#underWay += 1
    shop.underWay = this.#drain(ref).finally(() => {
      this.#underWay -= 1
      shop.underWay = undefined
      if (this.#shops.get(ref.tenantId) === shop) this.#begin(ref, shop)
    })
  }

  /** When no drain of the shop is under way any more. */
  async settled(tenantId: string): Promise<void> {
    const shop = this.#shops.get(tenantId)
    this.#shops.delete(tenantId)
    await shop?.underWay
  }

  async #drain({ tenantId, runId }: RunRef): Promise<void> {
    try {
      await inTenant(this.#db, tenantId, async (trx) => {
        await commitUnwaited(trx)
        const { orders, customers } = await refreshRollups(trx, {
          maxOrders: MOST_ORDERS,
          beside: true,
        })
        const drained = orders + customers
        await addProgress(trx, runId, 'aggregation', { read: drained, changed: drained })
      })
    } catch (error) {
      const { name } = error instanceof Error ? error : { name: typeof error }
      this.#log.warn({ tenantId, error: name }, 'rollups could not be refreshed beside a pull')
    }
  }
}
