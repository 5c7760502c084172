import { isLeafType, isObjectType } from 'graphql'
import type { GraphQLObjectType, OperationDefinitionNode, SelectionSetNode } from 'graphql'
import { FREE_TYPES, pageMultiplier } from './requested.ts'
import { collectFields, listCandidates, namedTypeOf, selectionSetsOf } from './selection.ts'
import type { Priced, SelectedField } from './selection.ts'

type Data = Record<string, unknown>

/**
 * The points that an answer is worth by what was really returned: as `requestedCost`, but a connection
 * counts by the rows it gave and their mean price, and what came back null costs nothing. Shopify tunes
 * this figure, so it is like its, never above the requested cost.
 */
export function actualCost(
  priced: Priced,
  operation: OperationDefinitionNode,
  data: Data | null | undefined,
  requested: number,
): number {
  const root = priced.schema.getRootType(operation.operation)
  if (!isObjectType(root) || !data) return Math.min(1, requested)
  const cost = priceObject(priced, root.name, [operation.selectionSet], data)
  return Math.min(requested, Math.max(1, cost))
}

function priceObject(
  priced: Priced,
  typeName: string,
  sets: SelectionSetNode[],
  data: Data,
): number {
  let total = 0
  for (const { type, field } of listPricedFields(priced, sets, typeName)) {
    const value = data[field.key]
    if (isData(value)) total += priceField(priced, type, field, value)
  }
  return total
}

interface PricedField {
  type: GraphQLObjectType
  field: SelectedField
}

/** By request, then by selection: what can cost something at all. */
const pricedFields = new WeakMap<Priced, Map<SelectionSetNode, PricedField[]>>()

/** The fields of a selection that lead to objects, each response key once. */
function listPricedFields(priced: Priced, sets: SelectionSetNode[], typeName: string) {
  let known = pricedFields.get(priced)
  if (known === undefined) pricedFields.set(priced, (known = new Map()))
  const only = sets.length === 1 ? sets[0] : undefined
  const cached = only && known.get(only)
  if (cached !== undefined) return cached
  const found = new Map<string, PricedField>()
  for (const type of listCandidates(priced, sets, typeName)) {
    for (const field of collectFields(priced, sets, type)) {
      const fieldType = field.nodes[0] && namedTypeOf(type, field.nodes[0])
      if (fieldType === undefined || isLeafType(fieldType) || found.has(field.key)) continue
      if (!FREE_TYPES.has(fieldType.name)) found.set(field.key, { type, field })
    }
  }
  const fields = [...found.values()]
  if (only !== undefined) known.set(only, fields)
  return fields
}

function priceField(
  priced: Priced,
  parent: GraphQLObjectType,
  field: SelectedField,
  value: Data,
): number {
  const node = field.nodes[0]
  const type = node && namedTypeOf(parent, node)
  if (type === undefined) return 0
  if (parent.name === 'Mutation') return 10
  if (parent.name === 'QueryRoot' && type.name === 'Count') return 10
  const sets = selectionSetsOf(field)
  const priceOne = (item: unknown) =>
    isData(item) ? priceObject(priced, type.name, sets, item) : 0
  if (Array.isArray(value)) {
    return value.length === 0 ? 0 : 1 + Math.max(...value.map(priceOne))
  }
  if (!type.name.endsWith('Connection') || !isObjectType(type)) return 1 + priceOne(value)
  return 2 + priceRows(priced, type, sets, value)
}

/** The rows of a connection, read from `nodes`, from `edges` or from both. */
function priceRows(
  priced: Priced,
  type: GraphQLObjectType,
  sets: SelectionSetNode[],
  data: Data,
): number {
  let total = 0
  for (const { field } of listPricedFields(priced, sets, type.name)) {
    const rows = data[field.key]
    const rowType = field.nodes[0] && namedTypeOf(type, field.nodes[0])
    if (!Array.isArray(rows) || rows.length === 0 || rowType === undefined) continue
    const ownCost = rowType.name.endsWith('Edge') ? 0 : 1
    const rowSets = selectionSetsOf(field)
    const prices = rows.map((row: unknown) =>
      isData(row) ? ownCost + priceObject(priced, rowType.name, rowSets, row) : 0,
    )
    const mean = prices.reduce((sum, price) => sum + price, 0) / rows.length
    total += Math.ceil(mean * pageMultiplier(rows.length))
  }
  return total
}

function isData(value: unknown): value is Data {
  return typeof value === 'object' && value !== null
}
