import { getNamedType, getNullableType, isListType, isObjectType } from 'graphql'
import type { FieldNode, GraphQLObjectType, GraphQLOutputType, SelectionSetNode } from 'graphql'
import { collectFields, listCandidates, selectionSetsOf } from '../graphql/cost/selection.ts'
import type { Priced, SelectedField } from '../graphql/cost/selection.ts'

/** A connection that a bulk query selects. */
export interface FoundConnection {
  name: string
  /** How many connections lie around it. */
  depth: number
  insideList: boolean
  /** Read by `edges { node { … } }` alone. */
  viaEdges: boolean
  /** The connection just around it, and whether that one's `node` selects its plain `id`. */
  parent: { name: string; selectsId: boolean } | null
}

/** True for a field that is a connection: Shopify puts its nodes into lines of their own. */
export function isConnection(type: GraphQLOutputType): boolean {
  const named = getNamedType(type)
  return isObjectType(named) && named.name.endsWith('Connection') && 'edges' in named.getFields()
}

/** The type of a connection's nodes. */
export function nodeTypeOf(type: GraphQLOutputType): string {
  const named = getNamedType(type)
  const edge = isObjectType(named) ? named.getFields()['edges'] : undefined
  const edgeType = edge && getNamedType(edge.type)
  const node = isObjectType(edgeType) ? edgeType.getFields()['node'] : undefined
  if (node === undefined) throw new Error(`${named.name} has no edges with nodes`)
  return getNamedType(node.type).name
}

/** What is selected on the nodes of a connection by `edges { node { … } }`. */
export function nodeSelections(
  priced: Priced,
  connection: GraphQLObjectType,
  field: SelectedField,
): SelectionSetNode[] {
  const edgeType = getNamedType(connection.getFields()['edges']?.type)
  if (!isObjectType(edgeType)) return []
  return collectFields(priced, selectionSetsOf(field), connection)
    .filter(({ nodes }) => nodes[0]?.name.value === 'edges')
    .flatMap((edges) => collectFields(priced, selectionSetsOf(edges), edgeType))
    .filter(({ nodes }) => nodes[0]?.name.value === 'node')
    .flatMap(selectionSetsOf)
}

/** Every connection of a query, outer ones first. */
export function listConnections(
  priced: Priced,
  root: GraphQLObjectType,
  sets: SelectionSetNode[],
): FoundConnection[] {
  const found = new Map<FieldNode, FoundConnection>()
  interface Around {
    depth: number
    insideList: boolean
    parent: FoundConnection['parent']
  }
  const walk = (typeName: string, selections: SelectionSetNode[], around: Around): void => {
    for (const type of listCandidates(priced, selections, typeName)) {
      for (const field of collectFields(priced, selections, type)) look(type, field, around)
    }
  }
  const look = (type: GraphQLObjectType, field: SelectedField, around: Around): void => {
    const [node] = field.nodes
    const definition = node && type.getFields()[node.name.value]
    if (node === undefined || definition === undefined) return
    const named = getNamedType(definition.type)
    if (!isConnection(definition.type) || !isObjectType(named)) {
      const isList = isListType(getNullableType(definition.type))
      const insideList = around.insideList || isList
      return walk(named.name, selectionSetsOf(field), { ...around, insideList })
    }
    const inner = nodeSelections(priced, named, field)
    const outer = collectFields(priced, selectionSetsOf(field), named)
    const viaNodes = outer.some(({ nodes }) => nodes[0]?.name.value === 'nodes')
    found.set(node, {
      ...around,
      name: node.name.value,
      viaEdges: inner.length > 0 && !viaNodes,
    })
    const nodeType = nodeTypeOf(named)
    const parent = { name: node.name.value, selectsId: selectsId(priced, inner, nodeType) }
    walk(nodeType, inner, { depth: around.depth + 1, insideList: false, parent })
  }
  walk(root.name, sets, { depth: 0, insideList: false, parent: null })
  return [...found.values()]
}

/** Whether every object that a selection can meet has its `id` read, under that name. */
function selectsId(priced: Priced, sets: SelectionSetNode[], typeName: string): boolean {
  return listCandidates(priced, sets, typeName).every((type) => {
    const id = collectFields(priced, sets, type).find(({ key }) => key === 'id')
    const field = id?.nodes[0] && type.getFields()[id.nodes[0].name.value]
    return field?.name === 'id' && getNamedType(field.type).name === 'ID'
  })
}
