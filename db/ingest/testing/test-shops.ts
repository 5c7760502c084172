import { inTenant, type Db, type TenantTrx } from '../../index.ts'
import { drain } from '../../testing/drain.ts'
import { createTestDatabase, createTestTenant } from '../../testing/index.ts'
import { ingestOrders, type OrderInput } from '../index.ts'

/** A shop in a test's own database. */
export interface TestShop {
  tenantId: string
  /** One transaction of this shop. */
  run: <T>(work: (trx: TenantTrx) => Promise<T>) => Promise<T>
  /** Ingests in a transaction of its own. */
  ingest: (...orders: OrderInput[]) => ReturnType<typeof ingestOrders>
  /** Drains all marks. */
  drain: () => Promise<void>
}

export interface TestShops {
  db: Db
  addShop: (zone: string, currencyCode: string) => Promise<TestShop>
  drop: () => Promise<void>
}

/** A database of its own for a test file, into which it puts as many shops as it likes. */
export async function createTestShops(): Promise<TestShops> {
  const { db, drop } = await createTestDatabase()
  return {
    db,
    drop,
    addShop: async (timeZone, currencyCode) => {
      const { tenantId } = await createTestTenant(db, { timeZone, currencyCode })
      return toShop(db, tenantId)
    },
  }
}

function toShop(db: Db, tenantId: string): TestShop {
  const run: TestShop['run'] = async (work) => await inTenant(db, tenantId, work)
  return {
    tenantId,
    run,
    ingest: async (...orders) => await run(async (trx) => await ingestOrders(trx, orders)),
    drain: () => drain(db, tenantId),
  }
}
