import type { TenantTrx } from '@tidemark/db'
import { shopInfo, type TopCustomer, topCustomers } from '@tidemark/db/insights'
import type {
  TopCustomer as WireCustomer,
  TopCustomersQuery,
  TopCustomersResponse,
} from '../schemas/index.ts'
import { moneyIn, shopTerms } from './shop-terms.ts'

/** The customers with the highest lifetime value. */
export async function readTopCustomers(
  trx: TenantTrx,
  query: TopCustomersQuery,
): Promise<TopCustomersResponse> {
  const { currencyCode } = shopTerms(await shopInfo(trx))
  const customers = await topCustomers(trx, { ...query, currencyCode })
  return { customers: customers.map((customer) => toCustomer(customer, currencyCode)) }
}

function toCustomer(customer: TopCustomer, currencyCode: string): WireCustomer {
  const { shopifyAmountSpent, shopifyCurrencyCode } = customer
  const money = moneyIn(currencyCode)
  return {
    id: customer.id,
    displayName: customer.displayName ?? `Customer #${customer.id}`,
    totalSpent: money(customer.totalSpent),
    ordersCount: customer.ordersCount,
    firstOrderAt: customer.firstOrderAt.toISOString(),
    lastOrderAt: customer.lastOrderAt.toISOString(),
    averageOrderValue: money(customer.averageOrderValue),
    shopifyAmountSpent:
      shopifyAmountSpent === null || shopifyCurrencyCode === null
        ? null
        : moneyIn(shopifyCurrencyCode)(shopifyAmountSpent),
    shopifyOrdersCount: customer.shopifyOrdersCount,
    shopifyReadAt: customer.shopifyReadAt?.toISOString() ?? null,
  }
}
