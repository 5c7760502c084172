import { execute, Kind } from 'graphql'
import type { ExecutionResult } from 'graphql'
import { actualCost } from './cost/actual.ts'
import type { Bucket, ThrottleStatus } from './cost/bucket.ts'
import { findOversizedInput } from './cost/input-size.ts'
import { requestedCost } from './cost/requested.ts'
import type { FieldCost } from './cost/requested.ts'
import type { RequestContext } from './context.ts'
import { prepareDocument } from './document-cache.ts'
import { toExecutionError } from './errors/shape.ts'
import type { ResponseError } from './errors/shape.ts'
import { coerceVariables, selectOperation } from './errors/variables.ts'
import { createFieldResolver, typeResolver } from './resolver.ts'
import { modelledTypes } from './resolvers/index.ts'
import { loadAdminSchema } from './schema.ts'
import type { SearchReport } from './search/report.ts'

/** The most that one query may cost, on any plan. */
const MAX_QUERY_COST = 1000

/** What a client sends. */
export interface GraphqlRequest {
  query: string
  variables: Record<string, unknown>
  operationName: string | null
}

/** `extensions.cost`. */
interface CostReport {
  requestedQueryCost: number
  actualQueryCost: number | null
  throttleStatus: ThrottleStatus
  fields?: FieldCost[]
}

/** The body of an answer. */
export interface GraphqlResponse {
  data?: Record<string, unknown> | null
  errors?: ResponseError[]
  extensions?: { cost?: CostReport; search?: SearchReport[] }
}

/** What a request is served with. */
export interface ServeOptions {
  context: RequestContext
  bucket: Bucket
  /** The request asked for the cost of every field (`Shopify-GraphQL-Cost-Debug: 1`). */
  costDebug: boolean
}

const fieldResolver = createFieldResolver(modelledTypes)

/**
 * Answers one GraphQL request as Shopify does: everything that is wrong with the document comes back
 * without data and without a cost; what it would cost must then fit the limit for one query and the
 * shop's bucket; what it did not use of that is given back.
 */
export async function serveGraphql(
  request: GraphqlRequest,
  { context, bucket, costDebug }: ServeOptions,
): Promise<GraphqlResponse> {
  const prepared = prepareDocument(request.query)
  if (prepared.errors !== undefined) return { errors: prepared.errors }
  const { document, fragments } = prepared
  const operation = selectOperation(document.definitions, request.operationName)
  if (!('kind' in operation)) return { errors: [operation.error] }
  if (operation.operation === 'subscription') return { errors: [NO_SUBSCRIPTIONS] }
  const { schema } = loadAdminSchema()
  const coerced = coerceVariables(schema, operation, request.variables)
  if (coerced.errors !== undefined) return { errors: coerced.errors }

  const priced = { schema, fragments, variables: coerced.values }
  const requested = requestedCost(priced, operation)
  const report = (actual: number | null): CostReport => ({
    requestedQueryCost: requested.total,
    actualQueryCost: actual,
    throttleStatus: bucket.status(),
    ...(costDebug && { fields: requested.fields }),
  })
  const oversized = findOversizedInput(document, coerced.values)
  if (oversized !== undefined) return { errors: [oversized], extensions: { cost: report(null) } }
  if (requested.total > MAX_QUERY_COST) {
    return { errors: [toCostError(requested.total)], extensions: { cost: report(null) } }
  }
  if (!bucket.take(requested.total)) {
    return { errors: [THROTTLED], extensions: { cost: report(null) } }
  }

  const result: ExecutionResult<Record<string, unknown>> = await execute({
    schema,
    // Only the operation that runs: execute would refuse to choose without its name.
    document: {
      ...document,
      definitions: document.definitions.filter(
        (definition) => definition === operation || definition.kind === Kind.FRAGMENT_DEFINITION,
      ),
    },
    variableValues: coerced.values,
    contextValue: context,
    fieldResolver,
    typeResolver,
  })
  const actual = actualCost(priced, operation, result.data, requested.total)
  bucket.giveBack(requested.total - actual)
  return {
    data: result.data ?? null,
    ...(result.errors && { errors: result.errors.map(toExecutionError) }),
    extensions: {
      cost: report(actual),
      ...(context.searches.length > 0 && { search: context.searches }),
    },
  }
}

const NO_SUBSCRIPTIONS: ResponseError = {
  message: 'Schema is not configured for subscriptions',
  extensions: { code: 'missingSubscriptionConfiguration' },
}

/** How Shopify says that the bucket is too low. */
export const THROTTLED: ResponseError = {
  message: 'Throttled',
  extensions: { code: 'THROTTLED', documentation: 'https://shopify.dev/api/usage/rate-limits' },
}

function toCostError(cost: number): ResponseError {
  return {
    message:
      `Query cost is ${cost}, which exceeds the single query max cost limit (${MAX_QUERY_COST}).\n\n` +
      'See https://shopify.dev/concepts/about-apis/rate-limits for more information on how the\n' +
      'cost of a query is calculated.\n\n' +
      'To query larger amounts of data with fewer limits, bulk operations should be used instead.\n' +
      'See https://shopify.dev/tutorials/perform-bulk-operations-with-admin-api for usage details.\n',
    extensions: {
      code: 'MAX_COST_EXCEEDED',
      cost,
      maxCost: MAX_QUERY_COST,
      documentation: 'https://shopify.dev/api/usage/rate-limits',
    },
  }
}
