import { getNamedType, Kind, TypeInfo, visit, visitWithTypeInfo } from 'graphql'
import type { ASTNode, DocumentNode, GraphQLSchema } from 'graphql'

/** What the messages of graphql-ruby need to know about the nodes of a document. */
export interface DocumentIndex {
  /** The path that graphql-ruby gives for a node: operation, fields, fragments, arguments. */
  pathOf(node: ASTNode): string[]
  /** The nodes around a node, innermost first. */
  ancestorsOf(node: ASTNode): readonly ASTNode[]
  /** The type that an argument or input field wants, as written in the schema: "ID!". */
  inputTypeOf(node: ASTNode): string
}

/** Walks a document once and remembers where everything is. */
export function indexDocument(schema: GraphQLSchema, document: DocumentNode): DocumentIndex {
  const paths = new Map<ASTNode, string[]>()
  const ancestors = new Map<ASTNode, ASTNode[]>()
  const inputTypes = new Map<ASTNode, string>()
  const labels: string[] = []
  const stack: ASTNode[] = []
  const typeInfo = new TypeInfo(schema)
  visit(
    document,
    visitWithTypeInfo(typeInfo, {
      enter(node) {
        const label = toLabel(node)
        if (label !== null) labels.push(label)
        paths.set(node, [...labels])
        ancestors.set(node, stack.toReversed())
        stack.push(node)
        const type = typeInfo.getInputType()
        if (type)
          inputTypes.set(node, String(node.kind === Kind.OBJECT ? getNamedType(type) : type))
      },
      leave(node) {
        if (toLabel(node) !== null) labels.pop()
        stack.pop()
      },
    }),
  )
  return {
    pathOf: (node) => paths.get(node) ?? [],
    ancestorsOf: (node) => ancestors.get(node) ?? [],
    inputTypeOf: (node) => inputTypes.get(node) ?? '',
  }
}

function toLabel(node: ASTNode): string | null {
  switch (node.kind) {
    case Kind.OPERATION_DEFINITION:
      return node.name === undefined ? node.operation : `${node.operation} ${node.name.value}`
    case Kind.FRAGMENT_DEFINITION:
      return `fragment ${node.name.value}`
    case Kind.FIELD:
      return node.alias?.value ?? node.name.value
    case Kind.INLINE_FRAGMENT:
      return node.typeCondition === undefined ? '...' : `... on ${node.typeCondition.name.value}`
    case Kind.FRAGMENT_SPREAD:
      return `... ${node.name.value}`
    case Kind.ARGUMENT:
    case Kind.OBJECT_FIELD:
      return node.name.value
    default:
      return null
  }
}
