import { type Differences, type Fields, isoTime } from './differences.ts'
import type { ReadRows } from './read-rows.ts'
import type { Line, ShopWorld } from './world.ts'

/**
 * Customers, without Shopify's own sums over their orders: those lag behind, and move without the
 * customer's `updatedAt`, so the mirror only says what they were when it read them.
 */
export async function compareCustomers(
  name: string,
  world: ShopWorld,
  read: ReadRows,
  differences: Differences,
): Promise<void> {
  const rows = await read<CustomerRow>(`
    select id::text, display_name, state, created_at, updated_at
    from customers where tenant_id = $1 and deleted_at is null`)
  differences.compareAll(
    `${name}: customer`,
    new Map(
      [...world.customers.values()].map((customer): [string, Fields] => [
        String(customer.id),
        {
          name: nameOf(customer),
          state: customer.state,
          createdAt: isoTime(customer.createdAt),
          updatedAt: isoTime(customer.updatedAt),
        },
      ]),
    ),
    new Map(
      rows.map((row) => [
        row.id,
        {
          name: row.display_name,
          state: row.state,
          createdAt: row.created_at.toISOString(),
          updatedAt: row.updated_at.toISOString(),
        },
      ]),
    ),
  )
}

interface CustomerRow {
  id: string
  display_name: string | null
  state: string | null
  created_at: Date
  updated_at: Date
}

/** Shopify shows an address or a number where there is no name; neither is kept. */
function nameOf({ id, firstName, lastName, email, phone }: Line<'customer'>): string | null {
  const name = [firstName, lastName].filter(Boolean).join(' ')
  return name || (email || phone ? null : `Customer ${id}`)
}
