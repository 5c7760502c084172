import { readProduct } from '../figures/read-product.ts'
import { ProductId, ProductQuery, type ProductResponse } from '../schemas/index.ts'
import { exportRoute } from './export-route.ts'
import { LAST_SALE_COLUMNS, PRODUCT_MEASURE_COLUMNS } from './product-columns.ts'

const Query = ProductQuery.extend({ id: ProductId })

/** One product's variants, those without sales in the range too. */
export const productVariantsExport = exportRoute<typeof Query, ProductResponse['variants'][number]>(
  {
    name: 'product-variants',
    title: 'One product’s variants with units, sales and returns',
    route: '/api/products/{id}',
    query: Query,
    columns: {
      id: { doc: 'Shopify’s numeric id; 0: lines that name no variant', value: (row) => row.id },
      title: { doc: 'The variant’s', value: (row) => row.title },
      sku: { doc: 'As in Shopify', value: (row) => row.sku },
      price: { doc: 'Today’s', value: (row) => row.price?.amount },
      ...LAST_SALE_COLUMNS,
      ...PRODUCT_MEASURE_COLUMNS,
    },
    async *parts(read, { id, ...query }) {
      const { variants, range } = await read((trx) => readProduct(trx, id, query))
      yield { rows: variants, range, id }
    },
  },
)
