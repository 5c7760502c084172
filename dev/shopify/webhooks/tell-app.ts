import { toGlobalId } from '../graphql/global-id.ts'
import type { BulkOperation } from '../bulk/bulk-operation.ts'
import type { Customer, Instant, ShopState } from '../world/model.ts'
import { toLocalTime } from './payloads/render.ts'
import { toShopPayload } from './payloads/shop.ts'
import type { WebhookEvent } from './to-events.ts'

/** app/uninstalled. */
export function tellUninstalled(state: ShopState): WebhookEvent {
  return { topic: 'app/uninstalled', render: () => toShopPayload(state) }
}

/** shop/update. */
export function tellShopUpdate(state: ShopState): WebhookEvent {
  return { topic: 'shop/update', render: () => toShopPayload(state) }
}

/** app/scopes_update. */
export function tellScopes(
  state: ShopState,
  scopes: { previous: readonly string[]; current: readonly string[] },
  at: Instant,
): WebhookEvent {
  return {
    topic: 'app/scopes_update',
    render: () => ({
      id: toGlobalId('AppInstallation', state.shop.id),
      ...scopes,
      updated_at: toLocalTime(at, state),
    }),
  }
}

/** bulk_operations/finish, which has neither an address nor counts. */
export function tellBulkEnd(state: ShopState, operation: BulkOperation): WebhookEvent {
  return {
    topic: 'bulk_operations/finish',
    render: () => ({
      admin_graphql_api_id: toGlobalId('BulkOperation', operation.id),
      completed_at: toLocalTime(operation.completedAt, state),
      created_at: toLocalTime(operation.createdAt, state),
      error_code: operation.errorCode?.toLowerCase() ?? null,
      status: operation.status.toLowerCase(),
      type: 'query',
    }),
  }
}

/** customers/data_request: a customer has asked what is known of them. */
export function tellDataRequest(
  state: ShopState,
  customer: Customer,
  requestId: number,
): WebhookEvent {
  return {
    topic: 'customers/data_request',
    render: () => ({
      ...namesOf(state),
      orders_requested: customer.orderIds,
      customer: toPerson(customer),
      data_request: { id: requestId },
    }),
  }
}

/** customers/redact: a customer is to be forgotten. */
export function tellRedaction(state: ShopState, customer: Customer): WebhookEvent {
  const { orderIds } = customer
  const person = toPerson(customer)
  return {
    topic: 'customers/redact',
    render: () => ({ ...namesOf(state), customer: person, orders_to_redact: [...orderIds] }),
  }
}

/** shop/redact: everything of a shop is to be forgotten. */
export function tellShopRedaction(state: ShopState): WebhookEvent {
  return { topic: 'shop/redact', render: () => namesOf(state) }
}

function namesOf({ shop }: ShopState) {
  return { shop_id: shop.id, shop_domain: shop.domain }
}

function toPerson({ id, email, phone }: Customer) {
  return { id, email, phone }
}
