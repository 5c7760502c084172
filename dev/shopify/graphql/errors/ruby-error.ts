import { Kind } from 'graphql'
import type { ASTNode } from 'graphql'
import type { DocumentIndex } from './document-index.ts'

/** The nodes that an error is about, and the document around them. */
export interface Around {
  node: ASTNode
  nodes: readonly ASTNode[]
  index: DocumentIndex
}

/** An error as graphql-ruby says it; `at` is the node that it points to, if another. */
export interface RubyError {
  code: string
  message: string
  extensions: Record<string, unknown>
  at?: ASTNode | undefined
  /** What follows the path of `at`. */
  pathEnd?: string[] | undefined
}

/** One kind of graphql-js error, by its message, and what graphql-ruby says instead. */
export type Translation = [
  pattern: RegExp,
  translate: (match: string[], place: Around) => RubyError,
]

/** An error with its code, its sentence and what else stands in its extensions. */
export function error(
  code: string,
  message: string,
  extensions: Record<string, unknown>,
  at?: ASTNode,
): RubyError {
  return { code, message, extensions, at }
}

/** The name of a field, argument or definition; empty where there is none. */
export function nameOf(node: ASTNode | undefined): string {
  return node !== undefined && 'name' in node && node.name !== undefined ? node.name.value : ''
}

/** The innermost node of one of these kinds, the node itself included. */
export function around({ node, index }: Around, ...kinds: string[]): ASTNode | undefined {
  return [node, ...index.ancestorsOf(node)].find((candidate) => kinds.includes(candidate.kind))
}

/** The operation or fragment around a node. */
export function definitionOf(place: Around): ASTNode | undefined {
  return around(place, Kind.OPERATION_DEFINITION, Kind.FRAGMENT_DEFINITION)
}

/** The node just around a node. */
export function parentOf({ node, index }: Around): ASTNode | undefined {
  return index.ancestorsOf(node)[0]
}
