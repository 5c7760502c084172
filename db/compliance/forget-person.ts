import { sql } from 'kysely'
import { markDeleted, reassignCustomers } from '../ingest/index.ts'
import { lockTenantPart } from '../ingest/tenant-lock.ts'
import { currentTenant } from '../connection/current-tenant.ts'
import type { TenantTrx } from '../connection/db.ts'
import { namesCustomer } from './read-person.ts'

/**
 * Takes a person out of every table, for good: orders stay as a guest's, so that totals stay right,
 * and no later sync brings the person back. The rollups are marked; whoever calls this refreshes
 * them, in transactions of their own. Returns how many orders were theirs.
 */
export async function forgetPerson(trx: TenantTrx, customerId: string): Promise<number> {
  // Whoever has read the person before this waits here, and sees below that they are to be forgotten.
  await lockTenantPart(trx, 'orders')
  await lockTenantPart(trx, 'customers')
  await trx
    .insertInto('redacted_customers')
    .values({ tenant_id: currentTenant, customer_id: customerId })
    .onConflict((conflict) => conflict.columns(['tenant_id', 'customer_id']).doNothing())
    .execute()
  const orders = await trx
    .selectFrom('orders')
    .select('id')
    .where('customer_id', '=', customerId)
    .execute()
  await reassignCustomers(
    trx,
    orders.map(({ id }) => ({ orderId: id, customerId: null })),
  )
  await markDeleted(trx, 'customers', [customerId], null)
  await trx.deleteFrom('customers').where('id', '=', customerId).execute()
  await forgetInPassing(trx, customerId)
  return orders.length
}

/** What lies beside the mirror: rows set aside, files half read, the inbox, exports. */
async function forgetInPassing(trx: TenantTrx, customerId: string): Promise<void> {
  await sql`
    delete from rejected_rows where entity = 'customers' and entity_id = ${customerId}
  `.execute(trx)
  await sql`
    update rejected_rows
    set json = jsonb_build_object('id', json -> 'id', 'updatedAt', json -> 'updatedAt')
    where entity = 'orders' and ${namesCustomer('json::text', customerId)}
  `.execute(trx)
  await sql`
    update bulk_lines set line = jsonb_set(line::jsonb, '{customer}', 'null')::text
    where entity = 'orders' and ${namesCustomer('line', customerId)}
  `.execute(trx)
  await sql`
    delete from bulk_ids where entity = 'customers' and id = ${customerId}::bigint
  `.execute(trx)
  await sql`
    update bulk_ids set customer_id = null
    where entity = 'orders' and customer_id = ${customerId}::bigint
  `.execute(trx)
  await sql`
    delete from webhook_deliveries
    where entity = 'customers' and ${customerId}::bigint = any(object_ids)
  `.execute(trx)
  await sql`
    delete from compliance_exports where customer_id = ${customerId}::bigint
  `.execute(trx)
}
