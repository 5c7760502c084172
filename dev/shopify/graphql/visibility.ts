import type { Customer, Order, Product, Variant } from '../world/model.ts'
import { holdsScope } from './access.ts'
import type { RequestContext } from './context.ts'

const SIXTY_DAYS = 60 * 86_400_000

/** Without `read_all_orders` orders older than 60 days do not exist, and nothing says so. */
export function isVisible(order: Order, { now, scopes }: RequestContext): boolean {
  return order.createdAt >= now - SIXTY_DAYS || holdsScope(scopes, 'read_all_orders')
}

/** The order, unless it is gone or hidden from this token. */
export function findOrder(context: RequestContext, id: number | null): Order | null {
  const order = id === null ? undefined : context.state.orders.get(id)
  return order !== undefined && isVisible(order, context) ? order : null
}

/** The customer, or null for a guest and for one that is gone. */
export function findCustomer({ state }: RequestContext, id: number | null): Customer | null {
  return (id === null ? undefined : state.customers.get(id)) ?? null
}

/** The product, or null where it was deleted. */
export function findProduct({ state }: RequestContext, id: number | null): Product | null {
  return (id === null ? undefined : state.products.get(id)) ?? null
}

/** The variant, or null where it was deleted. */
export function findVariant({ state }: RequestContext, id: number | null): Variant | null {
  return (id === null ? undefined : state.variants.get(id)) ?? null
}
