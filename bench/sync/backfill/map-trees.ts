import type { CustomerInput, OrderInput, ProductInput } from '@tidemark/db/ingest'
import { toCustomer } from '../../../worker/shopify/to-customer.ts'
import { toOrder } from '../../../worker/shopify/to-order.ts'
import { toProduct } from '../../../worker/shopify/to-product.ts'
import type { Tree } from './read-trees.ts'

export function mapOrder({ node, children }: Tree): OrderInput {
  const lines = []
  const agreements = []
  for (const child of children) {
    if ('happenedAt' in child.node) {
      agreements.push({ ...child.node, sales: child.children.map((sale) => sale.node) })
    } else lines.push(child.node)
  }
  return toOrder({ node, lines, agreements })
}

export function mapCustomer({ node }: Tree): CustomerInput {
  return toCustomer(node, '2026-11-01T00:00:00Z')
}

export function mapProduct({ node, children }: Tree): ProductInput {
  const variants = { nodes: children.map((child) => child.node), pageInfo: { hasNextPage: false } }
  return toProduct({ ...node, variants }, [])
}
