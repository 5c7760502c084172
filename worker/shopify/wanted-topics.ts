/** Enough to know what to ask for anew; `updated_at` keeps Shopify from taking two for the same. */
const IDS = ['id', 'updated_at']

/**
 * What a shop is to send by itself, and which fields of it; null: whole, because it is ids already.
 * Compliance topics are none of these: they are set in the app's own configuration.
 */
export const WANTED_TOPICS: Readonly<Record<string, readonly string[] | null>> = {
  ORDERS_CREATE: IDS,
  ORDERS_UPDATED: IDS,
  ORDERS_PAID: IDS,
  ORDERS_CANCELLED: IDS,
  ORDERS_EDITED: null,
  ORDERS_DELETE: null,
  REFUNDS_CREATE: ['id', 'order_id', 'created_at'],
  CUSTOMERS_CREATE: IDS,
  CUSTOMERS_UPDATE: IDS,
  CUSTOMERS_DELETE: null,
  CUSTOMERS_MERGE: null,
  PRODUCTS_CREATE: IDS,
  PRODUCTS_UPDATE: IDS,
  PRODUCTS_DELETE: null,
  SHOP_UPDATE: IDS,
  APP_UNINSTALLED: IDS,
  APP_SCOPES_UPDATE: null,
  BULK_OPERATIONS_FINISH: null,
}
