import { decimal, type Figures } from '../truth/figures.ts'
import { reportDays } from '../truth/index.ts'
import type { ShopState } from '../world/model.ts'
import { parseShopifyql, ShopifyqlError } from './parse.ts'

interface Metric {
  displayName: string
  of: (figures: Figures) => number
}

/** Of Shopify's table `sales`: those that tell what a day's total is made of. Sums of money, but orders. */
const METRICS: Readonly<Record<string, Metric>> = {
  orders: { displayName: 'Orders', of: ({ orders }) => orders },
  gross_sales: { displayName: 'Gross sales', of: ({ grossSales }) => grossSales },
  discounts: { displayName: 'Discounts', of: ({ discounts }) => discounts },
  sales_reversals: { displayName: 'Sales reversals', of: ({ returns }) => returns },
  net_sales: {
    displayName: 'Net sales',
    of: ({ grossSales, discounts, returns }) => grossSales + discounts + returns,
  },
  shipping_charges: { displayName: 'Shipping charges', of: ({ shipping }) => shipping },
  duties: { displayName: 'Duties', of: ({ duties }) => duties },
  additional_fees: {
    displayName: 'Additional fees',
    of: ({ fees, returnFees }) => fees - returnFees,
  },
  return_fees: { displayName: 'Return fees', of: ({ returnFees }) => returnFees },
  taxes: { displayName: 'Taxes', of: ({ taxes }) => taxes },
  total_sales: { displayName: 'Total sales', of: ({ totalSales }) => totalSales },
}

/** `ShopifyqlQueryResponse`, as far as it is modelled. */
export interface ShopifyqlResponse {
  parseErrors: string[]
  parseWarnings: string[]
  tableData: {
    columns: { name: string; dataType: string; displayName: string }[]
    rows: Record<string, string>[]
  } | null
}

/** Answers a ShopifyQL query from the shop's own objects, in the shop's currency and time zone. */
export function runShopifyql(state: ShopState, query: string): ShopifyqlResponse {
  try {
    const { metrics, since, until } = parseShopifyql(query)
    const columns = metrics.map((name) => {
      const metric = METRICS[name]
      if (metric === undefined) throw new ShopifyqlError(`Column not found: ${name}.`)
      return { name, ...metric }
    })
    const digits = (name: string) => (name === 'orders' ? 0 : state.shop.minorDigits)
    return {
      parseErrors: [],
      parseWarnings: [],
      tableData: {
        columns: [
          { name: 'day', dataType: 'DAY_TIMESTAMP', displayName: 'Day' },
          ...columns.map(({ name, displayName }) => ({
            name,
            dataType: name === 'orders' ? 'INTEGER' : 'MONEY',
            displayName,
          })),
        ],
        rows: reportDays(state, { from: since, to: until }).map(({ day, figures }) => ({
          day,
          ...Object.fromEntries(
            columns.map(({ name, of }) => [name, decimal(of(figures), digits(name))]),
          ),
        })),
      },
    }
  } catch (error) {
    if (!(error instanceof ShopifyqlError)) throw error
    return { parseErrors: [error.message], parseWarnings: [], tableData: null }
  }
}
