import type { TenantTrx } from '@tidemark/db'
import {
  customerHistory,
  customerOrders,
  findCustomer,
  rfmCutOffs,
  shopInfo,
} from '@tidemark/db/insights'
import { noSuchCustomer } from '../problems/problems.ts'
import { CustomerId, type CustomerQuery, type CustomerResponse } from '../schemas/index.ts'
import { readCustomerCursor, toCustomerCursor } from './customer-cursor.ts'
import { toMetadata } from './metadata.ts'
import { moneyIn, shopTerms } from './shop-terms.ts'
import { CUSTOMER_FIELDS, exact, toCustomer, toCustomerOrder } from './to-customer.ts'

/** One customer with a page of the orders; a problem where there is none. Any text may be the id. */
export async function readCustomer(
  trx: TenantTrx,
  asked: string,
  query: CustomerQuery,
): Promise<CustomerResponse> {
  const { reversals, limit, cursor } = query
  if (!CustomerId.safeParse(asked).success) throw noSuchCustomer()
  const id = BigInt(asked).toString()
  const listing = `customerOrders ${id}` as const
  const place = readCustomerCursor(listing, cursor)
  const after = place && { processedAt: place.sortValue, id: place.id }
  const shop = await shopInfo(trx)
  const terms = shopTerms(shop)
  const cutOffs = await rfmCutOffs(trx, terms)
  const customer = await findCustomer(trx, { id, ...terms, cutOffs })
  if (!customer) throw noSuchCustomer()
  const ofCustomer = { customerId: id, ...terms }
  const { today } = shop
  const months = await customerHistory(trx, { ...ofCustomer, reversals, today })
  const { rows, more } = await customerOrders(trx, { ...ofCustomer, after, limit })
  const last = rows.at(-1)
  const money = moneyIn(terms.currencyCode)
  return {
    customer: toCustomer(customer, terms.currencyCode),
    createdAt: customer.createdAt?.toISOString() ?? null,
    otherCurrencies: customer.otherCurrencies.map((other) => ({
      lifetimeValue: exact(other.totalSpent, other.currencyCode),
      orders: other.ordersCount,
    })),
    history: months.map((month) => ({
      ...month,
      totalSales: money(month.totalSales),
      lifetimeValue: money(month.lifetimeValue),
    })),
    orders: rows.map(toCustomerOrder),
    nextCursor:
      more && last ? toCustomerCursor(listing, { sortValue: last.place, id: last.id }) : null,
    metadata: toMetadata({ terms, reversals, fields: FIELDS }),
  }
}

const FIELDS = {
  ...CUSTOMER_FIELDS,
  'history.totalSales': 'total-sales',
  'history.lifetimeValue': 'lifetime-value',
  'orders.totalSales': 'total-sales',
} as const
