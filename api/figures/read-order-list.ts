import type { TenantTrx } from '@tidemark/db'
import {
  listOrders,
  type OrderFilters,
  searchCustomers,
  searchOrders,
  shopInfo,
} from '@tidemark/db/insights'
import type { OrderListQuery, OrderListResponse } from '../schemas/index.ts'
import { toMetadata } from './metadata.ts'
import { readOrderCursor, toOrderCursor } from './order-cursor.ts'
import { shopTerms } from './shop-terms.ts'
import { ORDER_FIELDS, toOrderListEntry } from './to-order.ts'

/** A page of the orders themselves. */
export async function readOrderList(
  trx: TenantTrx,
  asked: OrderListQuery,
): Promise<OrderListResponse> {
  const { from = null, to = null, search, customer, cursor, ...query } = asked
  const { sort, direction } = query
  const listing = `orders ${sort} ${direction}` as const
  const after = readOrderCursor(listing, cursor)
  const terms = shopTerms(await shopInfo(trx))
  const found = search === undefined ? undefined : await find(trx, search)
  const { rows, more } = await listOrders(trx, {
    ...query,
    range: { from, to },
    found,
    customerId: customer,
    after,
    timeZone: terms.timeZone,
  })
  const last = rows.at(-1)
  return {
    orders: rows.map(toOrderListEntry),
    hasMore: more,
    nextCursor: more && last ? toOrderCursor(listing, last) : null,
    metadata: {
      ...toMetadata({ range: { from, to }, terms, fields: ORDER_FIELDS }),
      filters: filtersOf(asked),
    },
  }
}

async function find(trx: TenantTrx, search: string): Promise<OrderFilters['found']> {
  const orders = await searchOrders(trx, { search })
  const customers = await searchCustomers(trx, { search })
  return { orders, customers: customers === 'many' ? { text: search } : customers }
}

/** Those that are in force, by parameter. */
function filtersOf(query: OrderListQuery): Record<string, string> {
  const { search, customer, financialStatus, fulfillmentStatus, channel, country } = query
  const { state, kind } = query
  const filters = { search, customer, financialStatus, fulfillmentStatus, channel, country }
  return Object.fromEntries(
    Object.entries({ ...filters, state, kind }).filter(
      (entry): entry is [string, string] => entry[1] !== undefined,
    ),
  )
}
