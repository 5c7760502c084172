import { readProduct } from '../figures/read-product.ts'
import { ProductId, ProductQuery, type ProductResponse } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'
import { PRODUCT_MEASURE_COLUMNS } from './product-columns.ts'

const Query = ProductQuery.extend({ id: ProductId })

/** One product over time. */
export const productHistoryExport = exportRoute<typeof Query, ProductResponse['history'][number]>({
  name: 'product-history',
  title: 'One product’s units, sales and returns by day, week or month',
  route: '/api/products/{id}',
  query: Query,
  columns: {
    date: { doc: "The bucket's first day", value: (row) => row.date },
    ...PRODUCT_MEASURE_COLUMNS,
  },
  async *parts(read, { id, ...query }) {
    const { history, range } = await read((trx) => readProduct(trx, id, query))
    yield { rows: history, range, id }
  },
})
