import { z } from 'zod'
import { nextCursor } from './connection.ts'
import { PRODUCT_VARIANTS, productVariantsCost } from './queries/products.graphql.ts'
import { readShape } from './read-shape.ts'
import type { Caller, ShopClient } from './shop-client.ts'
import { type ProductNode, type VariantNode, variantsSchema } from './to-product.ts'

const variantsAnswer = z.object({ product: z.object({ variants: variantsSchema }).nullable() })

/** The variants beyond the first page, up to the last one; null when the product is gone. */
export async function readFurtherVariants(
  client: ShopClient,
  { id, variants }: ProductNode,
  caller: Caller,
): Promise<VariantNode[] | null> {
  const further: VariantNode[] = []
  for (let after = nextCursor(variants.pageInfo); after !== null;) {
    const query = {
      document: PRODUCT_VARIANTS,
      cost: productVariantsCost,
      variables: { id, after },
    }
    const { product } = readShape(variantsAnswer, (await client.request(query, caller)).data)
    if (!product) return null
    further.push(...product.variants.nodes)
    after = nextCursor(product.variants.pageInfo)
  }
  return further
}
