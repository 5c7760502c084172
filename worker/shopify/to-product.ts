import type { ProductInput, VariantInput } from '@tidemark/db/ingest'
import { z } from 'zod'
import { nodesSchema } from './connection.ts'
import { toNumericId } from './gid.ts'
import { decimalSchema } from './money.ts'

export const variantSchema = z.object({
  id: z.string(),
  title: z.string(),
  sku: z.string().nullish(),
  price: decimalSchema,
  position: z.int(),
})

export const variantsSchema = nodesSchema(variantSchema)

export const productSchema = z.object({
  id: z.string(),
  title: z.string(),
  handle: z.string(),
  status: z.string(),
  vendor: z.string(),
  productType: z.string(),
  createdAt: z.string(),
  updatedAt: z.string(),
  variants: variantsSchema,
})

export type ProductNode = z.infer<typeof productSchema>
export type VariantNode = z.infer<typeof variantSchema>

/** @param further the variants beyond the first page, read to the end */
export function toProduct(node: ProductNode, further: readonly VariantNode[]): ProductInput {
  return {
    id: toNumericId(node.id),
    title: node.title,
    handle: node.handle,
    status: node.status,
    vendor: node.vendor,
    productType: node.productType,
    createdAt: node.createdAt,
    updatedAt: node.updatedAt,
    variants: uniqueById([...node.variants.nodes, ...further]).map(toVariant),
    variantsComplete: true,
  }
}

/** A page that moved while it was followed can show a variant twice. */
function uniqueById(nodes: readonly VariantNode[]): VariantNode[] {
  return [...new Map(nodes.map((node) => [node.id, node])).values()]
}

function toVariant(node: VariantNode): VariantInput {
  return {
    id: toNumericId(node.id),
    title: node.title,
    sku: node.sku ?? null,
    price: node.price,
    position: node.position,
  }
}
