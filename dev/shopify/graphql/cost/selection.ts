import { getNamedType, isAbstractType, isObjectType, Kind } from 'graphql'
import type {
  DocumentNode,
  FieldNode,
  FragmentDefinitionNode,
  GraphQLObjectType,
  GraphQLSchema,
  SelectionNode,
  SelectionSetNode,
} from 'graphql'

/** A document that is to be priced, with its variables. */
export interface Priced {
  schema: GraphQLSchema
  fragments: ReadonlyMap<string, FragmentDefinitionNode>
  variables: Readonly<Record<string, unknown>>
}

/** The fragments of a document by name. */
export function listFragments(document: DocumentNode): Map<string, FragmentDefinitionNode> {
  const fragments = new Map<string, FragmentDefinitionNode>()
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) {
      fragments.set(definition.name.value, definition)
    }
  }
  return fragments
}

/** A field of a selection together with the type that it is selected on. */
export interface SelectedField {
  key: string
  parent: GraphQLObjectType | null
  nodes: FieldNode[]
}

/**
 * The fields that a selection asks of an object type, fragments opened, by response key. Without a type
 * the fields of every fragment are taken, each with its own type condition.
 */
export function collectFields(
  priced: Priced,
  selectionSets: readonly SelectionSetNode[],
  type: GraphQLObjectType,
): SelectedField[] {
  const fields = new Map<string, SelectedField>()
  const add = (selections: readonly SelectionNode[]) => {
    for (const selection of selections) {
      if (!isIncluded(priced, selection)) continue
      if (selection.kind === Kind.FIELD) {
        const key = selection.alias?.value ?? selection.name.value
        const field = fields.get(key)
        if (field === undefined) fields.set(key, { key, parent: type, nodes: [selection] })
        else field.nodes.push(selection)
        continue
      }
      const fragment = openFragment(priced, selection)
      if (fragment !== undefined && applies(priced, fragment.condition, type)) {
        add(fragment.selectionSet.selections)
      }
    }
  }
  for (const set of selectionSets) add(set.selections)
  return [...fields.values()]
}

/** The object types that the fragments of a selection tell apart, of those that a type can be. */
export function listCandidates(
  priced: Priced,
  selectionSets: readonly SelectionSetNode[],
  typeName: string,
): GraphQLObjectType[] {
  const type = priced.schema.getType(typeName)
  if (isObjectType(type)) return [type]
  if (!isAbstractType(type)) return []
  const conditions = new Set<string>()
  const add = (selections: readonly SelectionNode[]) => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) continue
      const fragment = openFragment(priced, selection)
      if (fragment === undefined) continue
      if (fragment.condition !== null) conditions.add(fragment.condition)
      add(fragment.selectionSet.selections)
    }
  }
  for (const set of selectionSets) add(set.selections)
  const bySignature = new Map<string, GraphQLObjectType>()
  for (const possible of priced.schema.getPossibleTypes(type)) {
    const signature = [...conditions].map((name) => applies(priced, name, possible)).join()
    if (!bySignature.has(signature)) bySignature.set(signature, possible)
  }
  return [...bySignature.values()]
}

function openFragment(
  { fragments }: Priced,
  selection: Exclude<SelectionNode, FieldNode>,
): { condition: string | null; selectionSet: SelectionSetNode } | undefined {
  if (selection.kind === Kind.INLINE_FRAGMENT) {
    const condition = selection.typeCondition?.name.value ?? null
    return { condition, selectionSet: selection.selectionSet }
  }
  const fragment = fragments.get(selection.name.value)
  if (fragment === undefined) return undefined
  return { condition: fragment.typeCondition.name.value, selectionSet: fragment.selectionSet }
}

function applies({ schema }: Priced, condition: string | null, type: GraphQLObjectType): boolean {
  if (condition === null || condition === type.name) return true
  const conditionType = schema.getType(condition)
  return isAbstractType(conditionType) && schema.isSubType(conditionType, type)
}

function isIncluded(priced: Priced, selection: SelectionNode): boolean {
  for (const directive of selection.directives ?? []) {
    const condition = directive.arguments?.[0]?.value
    if (condition === undefined) continue
    const name = directive.name.value
    const value =
      condition.kind === Kind.VARIABLE
        ? priced.variables[condition.name.value] === true
        : condition.kind === Kind.BOOLEAN && condition.value
    if ((name === 'skip' && value) || (name === 'include' && !value)) return false
  }
  return true
}

/** The selection sets of a field's nodes. */
export function selectionSetsOf(field: SelectedField): SelectionSetNode[] {
  return field.nodes.flatMap((node) => node.selectionSet ?? [])
}

/** The type of a field as the schema has it, without lists and non-null; undefined for `__typename`. */
export function namedTypeOf(parent: GraphQLObjectType, node: FieldNode) {
  const definition = parent.getFields()[node.name.value]
  return definition === undefined ? undefined : getNamedType(definition.type)
}

/** The page size that a connection is asked for, or null. */
export function pageSizeOf({ variables }: Priced, node: FieldNode): number | null {
  for (const argument of node.arguments ?? []) {
    if (argument.name.value !== 'first' && argument.name.value !== 'last') continue
    const { value } = argument
    const size =
      value.kind === Kind.VARIABLE
        ? variables[value.name.value]
        : value.kind === Kind.INT
          ? Number(value.value)
          : null
    if (typeof size === 'number') return Math.min(size, 250)
  }
  return null
}
