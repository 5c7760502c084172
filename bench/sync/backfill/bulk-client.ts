import {
  BULK_OPERATION,
  BULK_RUN,
  BULK_RUNNING,
} from '../../../worker/shopify/queries/bulk.graphql.ts'
import type { ShopClient } from '../../../worker/shopify/shop-client.ts'

/** A bulk file, and what Shopify would state of it. */
export interface ServedFile {
  url: string
  objects: number
  roots: number
  bytes: number
}

type Entity = 'orders' | 'customers' | 'products'

/** A shop whose bulk operations are done before they are asked for; all that is measured is its files. */
export function createBulkClient(files: Readonly<Record<Entity, ServedFile>>): ShopClient {
  const createdAt = new Date().toISOString()
  return {
    shopDomain: 'bench.myshopify.com',
    request({ document, variables }) {
      return Promise.resolve({ data: answer(document, variables ?? {}), cost: null })
    },
  }

  function answer(document: string, variables: Record<string, unknown>): unknown {
    if (document === BULK_RUNNING) return { bulkOperations: { nodes: [] } }
    if (document === BULK_RUN) {
      const [, entity] = /^\{\s*(\w+)/.exec(String(variables['query'])) ?? []
      const id = `gid://shopify/BulkOperation/${entity}`
      return { bulkOperationRunQuery: { bulkOperation: { id, createdAt }, userErrors: [] } }
    }
    if (document === BULK_OPERATION) return { bulkOperation: operation(String(variables['id'])) }
    // A probe before the operation: nothing is denied.
    const nothing = { nodes: [], pageInfo: { hasNextPage: false } }
    return { orders: nothing, customers: nothing, products: nothing }
  }

  function operation(id: string) {
    const { url, objects, roots, bytes } = files[id.split('/').at(-1) as Entity]
    return {
      id,
      status: 'COMPLETED',
      createdAt,
      objectCount: String(objects),
      rootObjectCount: String(roots),
      fileSize: String(bytes),
      url,
    }
  }
}
