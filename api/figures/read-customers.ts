import type { TenantTrx } from '@tidemark/db'
import {
  type CustomerSort,
  listCustomers,
  listGroup,
  type GroupSort,
  rfmCutOffs,
  type ScoredGroup,
  searchCustomers,
  shopInfo,
} from '@tidemark/db/insights'
import { badQuery } from '../problems/problems.ts'
import type { CustomersQuery, CustomersResponse } from '../schemas/index.ts'
import { readCustomerCursor, toCustomerCursor } from './customer-cursor.ts'
import { toMetadata } from './metadata.ts'
import { shopTerms } from './shop-terms.ts'
import { CUSTOMER_FIELDS, toCustomer } from './to-customer.ts'

/** A page of the leaderboard, or of an RFM group, searched and sorted. */
export async function readCustomers(
  trx: TenantTrx,
  query: CustomersQuery,
): Promise<CustomersResponse> {
  const { search, direction, limit, cursor } = query
  const which = whichOf(query)
  const { sort, group } = which
  const listing = group
    ? (`${sort} ${direction} ${group}` as const)
    : (`${sort} ${direction}` as const)
  const after = readCustomerCursor(listing, cursor)
  const terms = shopTerms(await shopInfo(trx))
  const cutOffs = await rfmCutOffs(trx, terms)
  const found = search === undefined ? undefined : await find(trx, search)
  const page = { ...terms, direction, limit, after, found, cutOffs }
  const { rows, more } = await (which.group
    ? listGroup(trx, { ...page, ...which })
    : listCustomers(trx, { ...page, sort }))
  const last = rows.at(-1)
  return {
    customers: rows.map((row) => toCustomer(row, terms.currencyCode)),
    nextCursor: more && last ? toCustomerCursor(listing, last) : null,
    metadata: toMetadata({ terms, fields: CUSTOMER_FIELDS }),
  }
}

type Which = { group?: undefined; sort: CustomerSort } | { group: ScoredGroup; sort: GroupSort }

/** Refuses a group that isn't in the list, and an order that a large one couldn't be given in time. */
function whichOf({ group, sort }: CustomersQuery): Which {
  if (group === undefined) return { sort }
  if (group === 'PROSPECTS') {
    throw badQuery('group', 'PROSPECTS have not ordered, and this list is of customers who have.')
  }
  if (sort === 'firstOrder' || sort === 'difference') {
    throw badQuery('sort', 'a group is sorted by lifetimeValue, orders or lastOrder.')
  }
  return { group, sort }
}

async function find(trx: TenantTrx, text: string): Promise<string[] | { text: string }> {
  const ids = await searchCustomers(trx, { search: text })
  return ids === 'many' ? { text } : ids
}
