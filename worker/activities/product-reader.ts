import { ingestProducts, type ProductInput } from '@tidemark/db/ingest'
import { mapNodes } from '../shopify/mapped-page.ts'
import {
  PRODUCT_PAGE_SIZES,
  PRODUCTS,
  PRODUCTS_BY_ID,
  productsByIdCost,
  productsCost,
} from '../shopify/queries/products.graphql.ts'
import { readFurtherVariants } from '../shopify/read-variants.ts'
import { productSchema, toProduct } from '../shopify/to-product.ts'
import { toShape } from '../shopify/shape.ts'
import type { EntityReader } from './entity-reader.ts'

const PRODUCT_SHAPE = toShape(productSchema)

/** Products with all their variants. */
export const productReader: EntityReader<ProductInput> = {
  entity: 'products',
  lookBackMs: 5 * 60_000,
  newestReachMs: null,
  pageSizes: PRODUCT_PAGE_SIZES,
  document: PRODUCTS,
  cost: productsCost,
  byIdDocument: PRODUCTS_BY_ID,
  byIdCost: productsByIdCost,
  optional: {},
  toRows: (client, nodes, caller) =>
    mapNodes('products', nodes, PRODUCT_SHAPE, async (node) => {
      const further = await readFurtherVariants(client, node, caller)
      return further && toProduct(node, further)
    }),
  ingest: ingestProducts,
}
