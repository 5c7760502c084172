import { GraphQLError, parse } from 'graphql'
import type { DocumentNode, FragmentDefinitionNode } from 'graphql'
import { listFragments } from './cost/selection.ts'
import { toParseError } from './errors/parse-error.ts'
import type { ResponseError } from './errors/shape.ts'
import { validateDocument } from './errors/validate.ts'
import { loadAdminSchema } from './schema.ts'

/** A query text, parsed and validated. */
export type PreparedDocument =
  | {
      document: DocumentNode
      fragments: ReadonlyMap<string, FragmentDefinitionNode>
      errors?: never
    }
  | { errors: ResponseError[] }

const CACHE_SIZE = 500
const cache = new Map<string, PreparedDocument>()

/** Parses and validates a query; the last few hundred are remembered. */
export function prepareDocument(query: string): PreparedDocument {
  const known = cache.get(query)
  if (known !== undefined) return known
  const prepared = prepare(query)
  const oldest = cache.keys().next().value
  if (cache.size >= CACHE_SIZE && oldest !== undefined) cache.delete(oldest)
  cache.set(query, prepared)
  return prepared
}

function prepare(query: string): PreparedDocument {
  let document: DocumentNode
  try {
    document = parse(query)
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [toParseError(error)] }
    throw error
  }
  const errors = validateDocument(loadAdminSchema().schema, document)
  return errors.length > 0 ? { errors } : { document, fragments: listFragments(document) }
}
