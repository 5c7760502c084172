import { z } from 'zod'
import { readProducts } from '../figures/read-products.ts'
import { endsAfterItBegins, type Product, ProductsQuery } from '../schemas/index.ts'
import { allPages, PAGE_ROWS } from './all-pages.ts'
import { exportRoute } from './export-route.ts'
import {
  EARLIER_MEASURE_COLUMNS,
  LAST_SALE_COLUMNS,
  PRODUCT_MEASURE_COLUMNS,
} from './product-columns.ts'

const { limit: _limit, cursor: _cursor, ...fields } = ProductsQuery.shape
const Query = z.object(fields).superRefine(endsAfterItBegins)

/** Products or variants with what was sold and what came back. */
export const productsExport = exportRoute<typeof Query, Product>({
  name: 'products',
  title: 'Products or variants with units, sales and returns',
  route: '/api/products',
  query: Query,
  columns: {
    id: { doc: 'Shopify’s numeric id; 0: lines that name no product', value: (row) => row.id },
    title: { doc: 'The product’s', value: (row) => row.title },
    vendor: { doc: 'As in Shopify', value: (row) => row.vendor },
    productType: { doc: 'As in Shopify', value: (row) => row.productType },
    state: { doc: 'Shopify’s status, deleted or unknown', value: (row) => row.state },
    variantId: {
      doc: 'With by=variant; 0: lines that name no variant',
      value: (row) => row.variantId,
    },
    variantTitle: { doc: 'With by=variant', value: (row) => row.variantTitle },
    sku: { doc: 'With by=variant', value: (row) => row.sku },
    ...LAST_SALE_COLUMNS,
    ...PRODUCT_MEASURE_COLUMNS,
    ...EARLIER_MEASURE_COLUMNS,
  },
  async *parts(read, query) {
    const pages = allPages((cursor) =>
      read((trx) => readProducts(trx, { ...query, cursor, limit: PAGE_ROWS })),
    )
    for await (const { products, range } of pages) yield { rows: products, range }
  },
})
