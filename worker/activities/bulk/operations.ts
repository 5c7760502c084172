import { z } from 'zod'
import {
  ShopifyAccessDeniedError,
  ShopifyError,
  ShopifyShopUnavailableError,
  ShopifyTokenRevokedError,
} from '../../shopify/errors.ts'
import {
  BULK_CANCEL,
  BULK_OPERATION,
  BULK_RUN,
  BULK_RUNNING,
  bulkCancelCost,
  bulkOperationCost,
  bulkRunCost,
  bulkRunningCost,
} from '../../shopify/queries/bulk.graphql.ts'
import { readShape } from '../../shopify/read-shape.ts'
import type { Caller, ShopClient } from '../../shopify/shop-client.ts'

/** `UnsignedInt64`: a number in a string. */
const countSchema = z.union([z.string().regex(/^\d+$/), z.int()]).transform(Number)

const operationSchema = z.object({
  id: z.string(),
  status: z.enum(['CREATED', 'RUNNING', 'COMPLETED', 'FAILED', 'CANCELING', 'CANCELED', 'EXPIRED']),
  errorCode: z.string().nullish(),
  createdAt: z.string(),
  objectCount: countSchema,
  rootObjectCount: countSchema,
  fileSize: countSchema.nullish(),
  url: z.string().nullish(),
})

/** A bulk operation as Shopify tells it. */
export type BulkOperation = z.infer<typeof operationSchema>

/** What came of asking for an operation. */
export type BulkStart =
  | { kind: 'started'; id: string; createdAt: string }
  /** As many as may run at a time are running. */
  | { kind: 'busy' }
  /** Shopify does not let this app (`denied`), or this query, do it; why, in words. */
  | { kind: 'refused'; why: string; denied: boolean }

const runSchema = z.object({
  bulkOperationRunQuery: z.object({
    bulkOperation: operationSchema.pick({ id: true, createdAt: true }).nullish(),
    userErrors: z.array(z.object({ code: z.string().nullish(), message: z.string() })),
  }),
})

/** Starts an operation, or takes the one that runs with the same query: a lost attempt began it. */
export async function startBulk(
  client: ShopClient,
  query: string,
  caller: Caller,
): Promise<BulkStart> {
  try {
    return (await findRunning(client, query, caller)) ?? (await run(client, query, caller))
  } catch (error) {
    const isRefusal =
      error instanceof ShopifyError &&
      (error.kind === 'ask_a_person' || error.kind === 'bug') &&
      !(error instanceof ShopifyTokenRevokedError) &&
      !(error instanceof ShopifyShopUnavailableError)
    if (!isRefusal) throw error
    const denied = error instanceof ShopifyAccessDeniedError
    return { kind: 'refused', why: error.message, denied }
  }
}

async function run(client: ShopClient, query: string, caller: Caller): Promise<BulkStart> {
  const request = { document: BULK_RUN, cost: bulkRunCost, variables: { query } }
  const { bulkOperationRunQuery } = readShape(
    runSchema,
    (await client.request(request, caller)).data,
  )
  const { bulkOperation, userErrors } = bulkOperationRunQuery
  if (bulkOperation) {
    return { kind: 'started', id: bulkOperation.id, createdAt: bulkOperation.createdAt }
  }
  const busy = ['OPERATION_IN_PROGRESS', 'LIMIT_REACHED']
  if (userErrors.some(({ code }) => busy.includes(code ?? ''))) return { kind: 'busy' }
  return { kind: 'refused', why: 'Shopify refuses the bulk query.', denied: false }
}

const runningSchema = z.object({
  bulkOperations: z.object({
    nodes: z.array(
      operationSchema.pick({ id: true, status: true, createdAt: true }).extend({
        query: z.string(),
      }),
    ),
  }),
})

async function findRunning(
  client: ShopClient,
  query: string,
  caller: Caller,
): Promise<BulkStart | null> {
  const request = { document: BULK_RUNNING, cost: bulkRunningCost }
  const { bulkOperations } = readShape(runningSchema, (await client.request(request, caller)).data)
  const ours = bulkOperations.nodes.find(
    (operation) =>
      (operation.status === 'CREATED' || operation.status === 'RUNNING') &&
      operation.query === query,
  )
  return ours ? { kind: 'started', id: ours.id, createdAt: ours.createdAt } : null
}

const readSchema = z.object({ bulkOperation: operationSchema.nullish() })

/** How far an operation has come; null when Shopify does not know it. */
export async function readBulk(
  client: ShopClient,
  id: string,
  caller: Caller,
): Promise<BulkOperation | null> {
  const request = { document: BULK_OPERATION, cost: bulkOperationCost, variables: { id } }
  return readShape(readSchema, (await client.request(request, caller)).data).bulkOperation ?? null
}

/** Lets Shopify end an operation that nobody waits for; whether it could does not matter. */
export async function cancelBulk(client: ShopClient, id: string, caller: Caller): Promise<void> {
  try {
    await client.request({ document: BULK_CANCEL, cost: bulkCancelCost, variables: { id } }, caller)
  } catch (error) {
    if (!(error instanceof ShopifyError)) throw error
  }
}
