import { type AccountTenant, type Db, inTenant } from '@tidemark/db'
import type { FastifyBaseLogger } from 'fastify'
import { limitConcurrency } from '../http/limit-concurrency.ts'
import { isDatabaseAway } from '../problems/database-away.ts'
import type { ShopRow, ShopsQuery } from '../schemas/index.ts'
import { readShop } from './read-shop.ts'

/** Of all such requests together: some connections are left for who looks at one shop. */
const limit = limitConcurrency(4, Number.POSITIVE_INFINITY)

/** Each of the shops, in a transaction of its own; one that cannot be read does not stop the others. */
export async function readShops(
  { db, log }: { db: Db; log: FastifyBaseLogger },
  shops: readonly AccountTenant[],
  query: ShopsQuery,
): Promise<ShopRow[]> {
  async function toRow({ id, shopDomain, name }: AccountTenant): Promise<ShopRow> {
    const shop = { id, shopDomain, name }
    try {
      const reading = await limit(() =>
        inTenant(db, id, (trx) => readShop(trx, query), {
          readOnly: true,
          isolation: 'repeatable read',
        }),
      )
      return { ...shop, failure: null, reading }
    } catch (error) {
      // No other shop could be read either: the request as a whole is told so.
      if (!(error instanceof Error) || isDatabaseAway(error)) throw error
      log.error({ err: error, tenantId: id }, 'a shop could not be read')
      return { ...shop, failure: 'This shop could not be read just now.', reading: null }
    }
  }
  return await Promise.all(shops.map(toRow))
}
