import { GraphQLError, parse } from 'graphql'
import type { OperationDefinitionNode } from 'graphql'
import { collectFields, listFragments } from '../graphql/cost/selection.ts'
import type { Priced } from '../graphql/cost/selection.ts'
import { toParseError } from '../graphql/errors/parse-error.ts'
import { validateDocument } from '../graphql/errors/validate.ts'
import { coerceVariables, selectOperation } from '../graphql/errors/variables.ts'
import { loadAdminSchema } from '../graphql/schema.ts'
import { listConnections } from './connections.ts'
import type { FoundConnection } from './connections.ts'

const MAX_BYTES = 65_535
const MAX_CONNECTIONS = 5
const MAX_DEPTH = 2

/** A query that can run in bulk. */
export interface CheckedQuery {
  priced: Priced
  operation: OperationDefinitionNode
}

/**
 * Reads a bulk query, or says in Shopify's words why it is none. Where Shopify's words are not known
 * (several operations, several top-level fields) they are ours.
 */
export function checkBulkQuery(query: string): CheckedQuery | { refusal: string } {
  const bytes = Buffer.byteLength(query)
  if (bytes > MAX_BYTES) {
    return { refusal: `Query is too large (${bytes} bytes; maximum is ${MAX_BYTES} bytes)` }
  }
  const { schema } = loadAdminSchema()
  let document
  try {
    document = parse(query)
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    return invalid(toParseError(error).message.replace(/ at \[\d+, \d+\]$/, ''))
  }
  const operation = selectOperation(document.definitions, null)
  if (!('kind' in operation)) return invalid(operation.error.message)
  if (operation.operation !== 'query') {
    return { refusal: 'Invalid operation type. Only `query` operations are supported.' }
  }
  const [error] = validateDocument(schema, document)
  if (error !== undefined) return invalid(error.message)
  const coerced = coerceVariables(schema, operation, {})
  if (coerced.errors !== undefined) {
    return invalid(coerced.errors.map(({ message }) => message).join(', '))
  }
  const checked = {
    operation,
    priced: { schema, fragments: listFragments(document), variables: coerced.values },
  }
  const refusal = refuse(checked)
  return refusal === null ? checked : { refusal }
}

function invalid(reason: string): { refusal: string } {
  return { refusal: `Invalid bulk query: ${reason}` }
}

function refuse({ priced, operation }: CheckedQuery): string | null {
  const root = priced.schema.getQueryType()
  if (!root) throw new Error('The schema has no queries')
  const fields = collectFields(priced, [operation.selectionSet], root)
  const names = fields.map(({ nodes }) => nodes[0]?.name.value)
  const node = names.find((name) => name === 'node' || name === 'nodes')
  if (node !== undefined) return `Bulk queries cannot contain a top level \`${node}\` field.`
  if (fields.length !== 1) return 'Bulk queries must contain exactly one top level field.'

  const found = listConnections(priced, root, [operation.selectionSet])
  if (found.length === 0) return 'Bulk queries must contain at least one connection.'
  const [wrong, ...others] = namesOf(found, ({ viaEdges }) => !viaEdges)
  if (wrong !== undefined) {
    return (
      "All connection fields in a bulk query must select their contents using 'edges' > 'node', " +
      `e.g: '${wrong} { edges { node {'. Selecting via 'nodes' is not supported. ` +
      `Invalid connection fields: ${[wrong, ...others].map((name) => `'${name}'`).join(', ')}.`
    )
  }
  if (found.length > MAX_CONNECTIONS) {
    return `Bulk queries cannot contain more than ${MAX_CONNECTIONS} connections.`
  }
  if (found.some(({ depth }) => depth > MAX_DEPTH)) {
    return `Bulk queries cannot contain connections with a nesting depth greater than ${MAX_DEPTH}.`
  }
  if (found.some(({ insideList }) => insideList)) {
    return 'Queries that contain a connection field within a list field are not currently supported.'
  }
  const nameless = found.flatMap(({ parent }) => (parent?.selectsId === false ? parent.name : []))
  if (nameless.length > 0) {
    return (
      "The parent 'node' field for a nested connection must select the 'id' field without an alias " +
      `and must be of 'ID' return type. Connection fields without 'id': ${[...new Set(nameless)].join(', ')}.`
    )
  }
  return null
}

function namesOf(
  found: readonly FoundConnection[],
  matches: (connection: FoundConnection) => boolean,
): string[] {
  return [...new Set(found.filter(matches).map(({ name }) => name))]
}
