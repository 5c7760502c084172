import type { BigIntText } from './column-types.ts'

/** Customers who were read since their lifetime value was compared with Shopify's. */
export interface UncomparedCustomersTable {
  tenant_id: string
  customer_id: BigIntText
}
