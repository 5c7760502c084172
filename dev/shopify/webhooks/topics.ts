/** A topic that the stand-in sends. */
export interface Topic {
  /** As the header says it: "orders/create". */
  name: string
  /** What the app must have been granted to subscribe. */
  scope: string | null
  /** Its payload holds customers' data, for which the app must have been approved. */
  isProtected: boolean
}

function topic(name: string, scope: string | null, isProtected = false): Topic {
  return { name, scope, isProtected }
}

/** The topics that an API call can subscribe to, by their name in `WebhookSubscriptionTopic`. */
export const TOPICS: Readonly<Record<string, Topic>> = {
  APP_SCOPES_UPDATE: topic('app/scopes_update', null),
  APP_UNINSTALLED: topic('app/uninstalled', null),
  BULK_OPERATIONS_FINISH: topic('bulk_operations/finish', null),
  CUSTOMERS_CREATE: topic('customers/create', 'read_customers', true),
  CUSTOMERS_DELETE: topic('customers/delete', 'read_customers', true),
  CUSTOMERS_MERGE: topic('customers/merge', 'read_customer_merge', true),
  CUSTOMERS_UPDATE: topic('customers/update', 'read_customers', true),
  ORDERS_CANCELLED: topic('orders/cancelled', 'read_orders', true),
  ORDERS_CREATE: topic('orders/create', 'read_orders', true),
  ORDERS_DELETE: topic('orders/delete', 'read_orders', true),
  ORDERS_EDITED: topic('orders/edited', 'read_orders', true),
  ORDERS_FULFILLED: topic('orders/fulfilled', 'read_orders', true),
  ORDERS_PAID: topic('orders/paid', 'read_orders', true),
  ORDERS_PARTIALLY_FULFILLED: topic('orders/partially_fulfilled', 'read_orders', true),
  ORDERS_UPDATED: topic('orders/updated', 'read_orders', true),
  ORDER_TRANSACTIONS_CREATE: topic('order_transactions/create', 'read_orders', true),
  PRODUCTS_CREATE: topic('products/create', 'read_products'),
  PRODUCTS_DELETE: topic('products/delete', 'read_products'),
  PRODUCTS_UPDATE: topic('products/update', 'read_products'),
  REFUNDS_CREATE: topic('refunds/create', 'read_orders', true),
  SHOP_UPDATE: topic('shop/update', null),
}
