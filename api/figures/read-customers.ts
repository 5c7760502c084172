import type { TenantTrx } from '@tidemark/db'
import { listCustomers, rfmCutOffs, searchCustomers, shopInfo } from '@tidemark/db/insights'
import type { CustomersQuery, CustomersResponse } from '../schemas/index.ts'
import { readCustomerCursor, toCustomerCursor } from './customer-cursor.ts'
import { toMetadata } from './metadata.ts'
import { shopTerms } from './shop-terms.ts'
import { CUSTOMER_FIELDS, toCustomer } from './to-customer.ts'

/** A page of the leaderboard, searched and sorted. */
export async function readCustomers(
  trx: TenantTrx,
  query: CustomersQuery,
): Promise<CustomersResponse> {
  const { search, sort, direction, limit, cursor } = query
  const listing = `${sort} ${direction}` as const
  const after = readCustomerCursor(listing, cursor)
  const terms = shopTerms(await shopInfo(trx))
  const cutOffs = await rfmCutOffs(trx, terms)
  const found = search === undefined ? undefined : await find(trx, search)
  const page = { sort, direction, limit, after, found }
  const { rows, more } = await listCustomers(trx, { ...terms, ...page, cutOffs })
  const last = rows.at(-1)
  return {
    customers: rows.map((row) => toCustomer(row, terms.currencyCode)),
    nextCursor: more && last ? toCustomerCursor(listing, last) : null,
    metadata: toMetadata({ terms, fields: CUSTOMER_FIELDS }),
  }
}

async function find(trx: TenantTrx, text: string): Promise<string[] | { text: string }> {
  const ids = await searchCustomers(trx, { search: text })
  return ids === 'many' ? { text } : ids
}
