import { PRODUCT_FIELDS } from '../figures/to-product.ts'
import type { Product } from '../schemas/index.ts'
import { CURRENCY_DOC, figureColumns } from './figure-columns.ts'
import type { Columns } from './table.ts'

const { lastSoldOn, daysSinceLastSale, ...measures } = PRODUCT_FIELDS

const MEASURES = figureColumns(measures)

/** When a product or variant was last sold. */
export const LAST_SALE_COLUMNS = figureColumns({ lastSoldOn, daysSinceLastSale })

/** What was sold, and what came back. */
export const PRODUCT_MEASURE_COLUMNS: Columns<Pick<Product, keyof typeof measures>> = {
  ...MEASURES,
  currencyCode: { doc: CURRENCY_DOC, value: (row) => row.netSales.currencyCode },
}

/** The same of an earlier period, empty where it was not asked for. */
export const EARLIER_MEASURE_COLUMNS: Columns<Pick<Product, 'previous' | 'year'>> = {
  ...earlier('previous', 'Of as many days just before, with `compare`: '),
  ...earlier('year', 'Of the same days one year earlier, with `compare`: '),
}

function earlier(period: 'previous' | 'year', of: string): Columns<Pick<Product, typeof period>> {
  return Object.fromEntries(
    Object.entries(MEASURES).map(([name, { doc, value }]) => [
      `${period}${name.charAt(0).toUpperCase()}${name.slice(1)}`,
      { doc: of + doc, value: (row) => row[period] && value(row[period]) },
    ]),
  )
}
