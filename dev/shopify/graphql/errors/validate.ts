import { getNamedType, GraphQLError, specifiedRules, validate } from 'graphql'
import type { ASTNode, DocumentNode, GraphQLSchema, ValidationRule } from 'graphql'
import { parseGlobalId } from '../global-id.ts'
import { indexDocument } from './document-index.ts'
import type { DocumentIndex } from './document-index.ts'
import { toGraphqlRuby } from './graphql-ruby.ts'
import type { ResponseError } from './shape.ts'

/** Literal ids must be global ids. */
const globalIdRule: ValidationRule = (context) => {
  const check = (node: ASTNode & { value: string }) => {
    if (getNamedType(context.getInputType())?.name !== 'ID') return
    if (parseGlobalId(node.value) !== undefined) return
    const message = `Invalid global id '${node.value}'`
    context.reportError(new GraphQLError(message, { nodes: node }))
  }
  return { StringValue: check, IntValue: check }
}

/**
 * What is wrong with a document, in the order and words of graphql-ruby, which Shopify runs on. Several
 * missing arguments of one field are one error, and so are several bad items of one list.
 */
export function validateDocument(schema: GraphQLSchema, document: DocumentNode): ResponseError[] {
  const errors = validate(schema, document, [...specifiedRules, globalIdRule])
  if (errors.length === 0) return []
  const index = indexDocument(schema, document)
  const shaped: ResponseError[] = []
  for (const error of errors) {
    const next = toResponseError(error, index)
    const earlier = shaped.find((other) => isSamePlace(other, next))
    if (earlier === undefined) shaped.push(next)
    else if (next.extensions?.['code'] === 'missingRequiredArguments') addMissing(earlier, next)
  }
  return shaped
}

function toResponseError(error: GraphQLError, index: DocumentIndex): ResponseError {
  const node = error.nodes?.[0]
  if (node === undefined) return { message: error.message }
  const ruby = toGraphqlRuby(error.message, { node, nodes: error.nodes ?? [], index })
  const place = ruby.at ?? node
  const token = place.loc?.startToken
  return {
    message: ruby.message,
    locations: token === undefined ? [] : [{ line: token.line, column: token.column }],
    path: [...index.pathOf(place), ...(ruby.pathEnd ?? [])],
    extensions: { code: ruby.code, ...ruby.extensions },
  }
}

const MERGED = new Set(['missingRequiredArguments', 'argumentLiteralsIncompatible'])

function isSamePlace(a: ResponseError, b: ResponseError): boolean {
  const code = a.extensions?.['code']
  return (
    MERGED.has(String(code)) &&
    code === b.extensions?.['code'] &&
    JSON.stringify([a.path, a.locations]) === JSON.stringify([b.path, b.locations])
  )
}

function addMissing(earlier: ResponseError, later: ResponseError): void {
  const name = String(later.extensions?.['arguments'])
  earlier.message += `, ${name}`
  const names = `${String(earlier.extensions?.['arguments'])}, ${name}`
  earlier.extensions = { ...earlier.extensions, arguments: names }
}
