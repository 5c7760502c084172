import { CUSTOMER_FIELDS } from '../figures/to-customer.ts'
import type { CustomerEntry } from '../schemas/index.ts'
import { CURRENCY_DOC, figureColumns } from './figure-columns.ts'
import type { Columns } from './table.ts'

/** A customer's figures beside Shopify's own. */
export const CUSTOMER_COLUMNS: Columns<CustomerEntry> = {
  id: { doc: 'Shopify’s numeric id', value: (row) => row.id },
  displayName: {
    doc: 'Empty where Shopify hides it or the shop does not store names',
    value: (row) => row.displayName,
  },
  ...figureColumns(CUSTOMER_FIELDS),
  currencyCode: { doc: CURRENCY_DOC, value: (row) => row.lifetimeValue.currencyCode },
  shopifyCurrencyCode: {
    doc: 'Of shopifyAmountSpent',
    value: (row) => row.shopifyAmountSpent?.currencyCode,
  },
  shopifyOrdersCount: { doc: 'As Shopify says', value: (row) => row.shopifyOrdersCount },
  shopifyReadAt: { doc: 'When Shopify said so', value: (row) => row.shopifyReadAt },
}
