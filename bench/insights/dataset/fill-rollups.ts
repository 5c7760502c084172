import { createDb, inTenant, listTenants } from '@tidemark/db'
import { rebuildRollups } from '@tidemark/db/ingest'
import { drain } from '../writes/measure-writes.ts'

/** Every shop's rollups, by the product's own rebuild. Returns the seconds that each shop took. */
export async function fillRollups(appUrl: string): Promise<Map<string, number>> {
  const db = createDb({ url: appUrl, poolSize: 2, queryTimeoutMs: 3_600_000 })
  const seconds = new Map<string, number>()
  const shops = await listTenants(db)
  const fillNext = async (): Promise<void> => {
    for (let shop = shops.pop(); shop !== undefined; shop = shops.pop()) {
      const { id } = shop
      const begun = performance.now()
      await inTenant(db, id, (trx) => rebuildRollups(trx))
      await drain(db, id)
      seconds.set(id, (performance.now() - begun) / 1_000)
    }
  }
  await Promise.all([fillNext(), fillNext()])
  await db.destroy()
  return seconds
}
