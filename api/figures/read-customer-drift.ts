import type { TenantTrx } from '@tidemark/db'
import {
  customerCounts,
  customerDrift,
  listCustomers,
  rfmCutOffs,
  shopInfo,
  uncountedCustomers,
} from '@tidemark/db/insights'
import type { CustomerDriftQuery, CustomerDriftResponse } from '../schemas/index.ts'
import { readCustomerCursor, toCustomerCursor } from './customer-cursor.ts'
import { toMetadata } from './metadata.ts'
import { shopTerms } from './shop-terms.ts'
import { CUSTOMER_FIELDS, exact, toCustomer } from './to-customer.ts'

const PAGE = { sort: 'difference', direction: 'desc' } as const
const LISTING = 'difference desc'

/** How far Shopify's own values are from ours, with a page of the customers of whom they differ. */
export async function readCustomerDrift(
  trx: TenantTrx,
  { limit, cursor }: CustomerDriftQuery,
): Promise<CustomerDriftResponse> {
  const after = readCustomerCursor(LISTING, cursor)
  const terms = shopTerms(await shopInfo(trx))
  const counts = await customerCounts(trx)
  const drift = await customerDrift(trx)
  const uncounted = await uncountedCustomers(trx)
  const cutOffs = await rfmCutOffs(trx, terms)
  const page = { ...terms, ...PAGE, cutOffs, after, limit }
  const { rows, more } = await listCustomers(trx, page)
  const last = rows.at(-1)
  return {
    customers: counts.customers,
    differing: drift.byCurrency.reduce((sum, one) => sum + one.customers, 0),
    uncounted: uncounted.map(({ customers, currencyCode, shopifyAmountSpent }) => ({
      customers,
      shopifyAmountSpent: exact(shopifyAmountSpent, currencyCode),
    })),
    notComparable: drift.notComparable,
    unknown: counts.withoutAmount,
    byCurrency: drift.byCurrency.map(({ currencyCode, ...one }) => ({
      customers: one.customers,
      oursHigher: one.oursHigher,
      difference: exact(one.difference, currencyCode),
      differenceSize: exact(one.differenceSize, currencyCode),
      largest: exact(one.largest, currencyCode),
      sizes: one.sizes,
    })),
    age: {
      oldestReadAt: drift.oldestReadAt?.toISOString() ?? null,
      newestReadAt: drift.newestReadAt?.toISOString() ?? null,
      days: drift.ages,
    },
    largest: rows.map((row) => toCustomer(row, terms.currencyCode)),
    nextCursor: more && last ? toCustomerCursor(LISTING, last) : null,
    metadata: toMetadata({ terms, fields: FIELDS }),
  }
}

const FIELDS = {
  ...CUSTOMER_FIELDS,
  customers: 'customers',
  differing: 'value-drift',
  'byCurrency.difference': 'value-drift',
} as const
