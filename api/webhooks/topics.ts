import type { ComplianceKind } from '@tidemark/db'

/** What of a payload tells which objects a webhook is about. */
export type Subjects = (payload: Payload) => readonly unknown[]
export type Payload = Readonly<Record<string, unknown>>

type SyncTopic = { entity: 'orders' | 'customers' | 'products'; subjects: Subjects }

const own: Subjects = ({ id }) => [id]
const ofOrder: Subjects = ({ order_id: id }) => [id]
const ordersItself = { entity: 'orders', subjects: own } as const
const customersItself = { entity: 'customers', subjects: own } as const
const productsItself = { entity: 'products', subjects: own } as const

/** Topics after which objects are asked for anew. */
export const SYNC_TOPICS: Readonly<Record<string, SyncTopic>> = {
  'orders/create': ordersItself,
  'orders/updated': ordersItself,
  'orders/paid': ordersItself,
  'orders/cancelled': ordersItself,
  'orders/fulfilled': ordersItself,
  'orders/partially_fulfilled': ordersItself,
  'orders/delete': ordersItself,
  'orders/edited': {
    entity: 'orders',
    subjects: ({ order_edit: edit }) => (isObject(edit) ? [edit['order_id']] : []),
  },
  'refunds/create': { entity: 'orders', subjects: ofOrder },
  'order_transactions/create': { entity: 'orders', subjects: ofOrder },
  'customers/create': customersItself,
  'customers/update': customersItself,
  'customers/delete': customersItself,
  'customers/enable': customersItself,
  'customers/disable': customersItself,
  'customers/purchasing_summary': {
    entity: 'customers',
    subjects: ({ customer_id: customerId, customerId: camel }) => [customerId ?? camel],
  },
  // One goes, one stays, and the orders of the one are the other's now.
  'customers/merge': {
    entity: 'customers',
    subjects: (payload) => [
      payload['admin_graphql_api_customer_kept_id'],
      payload['admin_graphql_api_customer_deleted_id'],
    ],
  },
  'products/create': productsItself,
  'products/update': productsItself,
  'products/delete': productsItself,
}

/** Topics that speak of the shop itself: a whole round reads it, its granted scopes included. */
export const SHOP_TOPICS: ReadonlySet<string> = new Set(['shop/update', 'app/scopes_update'])

export const BULK_TOPIC = 'bulk_operations/finish'

/** Topics that a workflow of its own carries out, and the orders that they name. */
export const COMPLIANCE_TOPICS: Readonly<
  Record<string, { kind: ComplianceKind; orders: (payload: Payload) => readonly unknown[] }>
> = {
  'customers/data_request': {
    kind: 'customer_export',
    orders: ({ orders_requested: ids }) => toList(ids),
  },
  'customers/redact': {
    kind: 'customer_redaction',
    orders: ({ orders_to_redact: ids }) => toList(ids),
  },
  'shop/redact': { kind: 'shop_redaction', orders: () => [] },
  'app/uninstalled': { kind: 'uninstall', orders: () => [] },
}

export const isObject = (value: unknown): value is Payload =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const toList = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])
