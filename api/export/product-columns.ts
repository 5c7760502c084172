import { PRODUCT_FIELDS } from '../figures/to-product.ts'
import type { Product } from '../schemas/index.ts'
import { CURRENCY_DOC, figureColumns } from './figure-columns.ts'
import type { Columns } from './table.ts'

const { lastSoldOn, daysSinceLastSale, ...measures } = PRODUCT_FIELDS

/** When a product or variant was last sold. */
export const LAST_SALE_COLUMNS = figureColumns({ lastSoldOn, daysSinceLastSale })

/** What was sold, and what came back. */
export const PRODUCT_MEASURE_COLUMNS: Columns<Pick<Product, keyof typeof measures>> = {
  ...figureColumns(measures),
  currencyCode: { doc: CURRENCY_DOC, value: (row) => row.netSales.currencyCode },
}
