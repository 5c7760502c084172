import { randomUUID } from 'node:crypto'
import { addMembership, createTenant, createUser } from '../accounts/index.ts'
import type { Db } from '../connection/db.ts'
import { inTenant } from '../connection/in-tenant.ts'

export interface TestTenantOptions {
  shopDomain?: string
  name?: string
  /** Default "UTC". */
  timeZone?: string
  /** Default "USD". */
  currencyCode?: string
}

export interface TestTenant {
  tenantId: string
  shopDomain: string
  userId: string
  email: string
}

/** A shop with one owner (whose password hash is no hash: nobody can sign in with it). */
export async function createTestTenant(
  db: Db,
  options: TestTenantOptions = {},
): Promise<TestTenant> {
  const label = randomUUID().slice(0, 8)
  const shopDomain = options.shopDomain ?? `test-${label}.myshopify.com`
  const email = `owner-${label}@example.com`
  const tenantId = await createTenant(db, { shopDomain, name: options.name ?? `Test ${label}` })
  const userId = await createUser(db, { email, passwordHash: 'none' })
  await addMembership(db, { userId, tenantId })
  await inTenant(db, tenantId, async (trx) => {
    await trx
      .updateTable('tenants')
      .set({
        time_zone: options.timeZone ?? 'UTC',
        currency_code: options.currencyCode ?? 'USD',
        shop_info_read_at: new Date(),
      })
      .execute()
  })
  return { tenantId, shopDomain, userId, email }
}
