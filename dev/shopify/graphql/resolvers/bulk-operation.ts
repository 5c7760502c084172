import type { BulkOperation, BulkUserError } from '../../bulk/bulk-operation.ts'
import type { RequestContext } from '../context.ts'
import { toGlobalId } from '../global-id.ts'
import { paginate } from '../paging/connection.ts'
import { orderRows } from '../paging/sorted-view.ts'
import { typeResolvers } from '../resolver.ts'
import type { Resolver } from '../resolver.ts'
import { compileSearch } from '../search/compile.ts'
import type { SearchFields } from '../search/compile.ts'
import { choiceField, idField, timeField } from '../search/field.ts'
import { readSortKey } from './collection.ts'
import { findNodeOfType } from './node.ts'

/** `BulkOperation`. */
export const bulkOperation = typeResolvers<BulkOperation>({
  id: ({ id }) => toGlobalId('BulkOperation', id),
  type: () => 'QUERY',
  query: ({ query }) => query,
  status: (operation, _, { bulk }) => bulk.statusOf(operation),
  errorCode: ({ errorCode }) => errorCode,
  createdAt: ({ createdAt }) => createdAt,
  completedAt: ({ completedAt }) => completedAt,
  objectCount: (operation, _, { bulk }) => bulk.countsOf(operation).objectCount,
  rootObjectCount: (operation, _, { bulk }) => bulk.countsOf(operation).rootObjectCount,
  fileSize: ({ status, file }) => (status === 'COMPLETED' ? (file?.size ?? null) : null),
  url: (operation, _, { bulk, origin }) =>
    operation.status === 'COMPLETED' ? bulk.resultUrl(operation, origin) : null,
  partialDataUrl: (operation, _, { bulk, origin }) =>
    operation.status === 'COMPLETED' ? null : bulk.resultUrl(operation, origin),
})

const SEARCH_FIELDS = ({ bulk }: RequestContext): SearchFields<BulkOperation> => ({
  id: idField(({ id }) => [id]),
  created_at: timeField(({ createdAt }) => createdAt),
  operation_type: choiceField({ query: () => true, mutation: () => false }),
  status: choiceField(
    Object.fromEntries(
      ['canceled', 'canceling', 'completed', 'created', 'expired', 'failed', 'running'].map(
        (status) => [
          status,
          (operation: BulkOperation) => bulk.statusOf(operation).toLowerCase() === status,
        ],
      ),
    ),
  ),
})

const SORT_KEYS = {
  CREATED_AT: ({ createdAt }: BulkOperation) => createdAt,
  // What has not completed comes first: it is the newest in this sense.
  COMPLETED_AT: ({ completedAt }: BulkOperation) => completedAt ?? Number.MAX_SAFE_INTEGER,
}

/** `QueryRoot.bulkOperations`: newest first, unlike other lists. */
export const bulkOperations: Resolver<unknown> = (_, args, context, info) =>
  paginate(orderRows(context.bulk.list(context.state), readSortKey(SORT_KEYS, args, info)), {
    args: { ...args, reverse: args['reverse'] !== true },
    matches: compileSearch(SEARCH_FIELDS(context), args, context, info),
    toNode: (operation) => operation,
  })

/** `QueryRoot.currentBulkOperation`, deprecated: the last one. */
export const currentBulkOperation: Resolver<unknown> = (_, args, { bulk, state }) =>
  args['type'] === 'MUTATION' ? null : (bulk.list(state).at(-1) ?? null)

/** The mutations of `Mutation` that are about bulk operations. */
export const bulkMutations: Record<string, Resolver<unknown>> = {
  bulkOperationRunQuery: (_, args, context) => {
    const answer = context.bulk.run(context, String(args['query']), args['groupObjects'] === true)
    return 'id' in answer
      ? { bulkOperation: answer, userErrors: [] }
      : { bulkOperation: null, userErrors: [answer] }
  },
  bulkOperationCancel: (_, args, context, info) => {
    const { fieldName } = info
    const operation = findNodeOfType(context, fieldName, args['id'], 'BulkOperation')
    if (operation === null) {
      const message = 'Bulk operation does not exist'
      return { bulkOperation: null, userErrors: [{ field: ['id'], message }] }
    }
    const error: BulkUserError | null = context.bulk.cancel(operation as BulkOperation)
    return { bulkOperation: operation, userErrors: error === null ? [] : [error] }
  },
}
