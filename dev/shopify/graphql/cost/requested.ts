import { isLeafType, isObjectType } from 'graphql'
import type { GraphQLObjectType, OperationDefinitionNode, SelectionSetNode } from 'graphql'
import {
  collectFields,
  listCandidates,
  namedTypeOf,
  pageSizeOf,
  selectionSetsOf,
} from './selection.ts'
import type { Priced, SelectedField } from './selection.ts'

/** One entry of `extensions.cost.fields` (header `Shopify-GraphQL-Cost-Debug: 1`). */
export interface FieldCost {
  path: string[]
  definedCost: number
  requestedTotalCost: number
  requestedChildrenCost: number | null
}

/** The price of a selection: its points, and each field's own when asked for. */
export interface Cost {
  total: number
  fields: FieldCost[]
}

/** Types that cost nothing, whatever is selected on them. */
export const FREE_TYPES = new Set(['MoneyBag', 'MoneyV2', 'PageInfo'])
/** What any mutation costs, and any `xxxCount` of the root. */
const FLAT_COST = 10
/** What a connection costs before its contents. */
const CONNECTION_COST = 2

/** How often a connection's contents count for a page of n: ⌊2 ln max(2, n)⌋. */
export function pageMultiplier(size: number): number {
  return Math.floor(2 * Math.log(Math.max(2, size)))
}

/**
 * The points that Shopify reserves for an operation before running it. Objects cost 1, scalars nothing,
 * lists count once, connections by the logarithm of their page, interfaces and unions as their dearest
 * selection; one point is the least.
 */
export function requestedCost(priced: Priced, operation: OperationDefinitionNode): Cost {
  const root = priced.schema.getRootType(operation.operation)
  if (!isObjectType(root)) return { total: 1, fields: [] }
  const cost = new Pricing(priced).selection(root.name, [operation.selectionSet], [])
  return { ...cost, total: Math.max(1, cost.total) }
}

class Pricing {
  readonly #priced: Priced

  constructor(priced: Priced) {
    this.#priced = priced
  }

  /** A selection on a type; of an interface or union, the dearest that it can turn out to be. */
  selection(typeName: string, sets: SelectionSetNode[], path: string[]): Cost {
    let dearest: Cost = { total: 0, fields: [] }
    for (const type of listCandidates(this.#priced, sets, typeName)) {
      const fields = collectFields(this.#priced, sets, type)
      const cost = sum(fields.map((field) => this.#field(type, field, [...path, field.key])))
      if (cost.total > dearest.total || dearest.fields.length === 0) dearest = cost
    }
    return dearest
  }

  #field(parent: GraphQLObjectType, field: SelectedField, path: string[]): Cost {
    const node = field.nodes[0]
    const type = node && namedTypeOf(parent, node)
    if (node === undefined || type === undefined || isLeafType(type)) return entry(path, 0)
    if (FREE_TYPES.has(type.name)) return entry(path, 0)
    if (parent.name === 'Mutation') return entry(path, FLAT_COST)
    if (parent.name === 'QueryRoot' && type.name === 'Count') return entry(path, FLAT_COST)
    const sets = selectionSetsOf(field)
    const children = this.selection(type.name, sets, path)
    if (type.name.endsWith('Edge') && field.key === 'edges') return entry(path, 0, children)
    if (!type.name.endsWith('Connection')) return entry(path, 1, children)
    const size = pageSizeOf(this.#priced, node)
    return entry(path, CONNECTION_COST, children, size === null ? 0 : pageMultiplier(size))
  }
}

function entry(path: string[], definedCost: number, children?: Cost, times = 1): Cost {
  const childrenCost = (children?.total ?? 0) * times
  const total = definedCost + childrenCost
  const own: FieldCost = {
    path,
    definedCost,
    requestedTotalCost: total,
    requestedChildrenCost: children === undefined ? null : childrenCost,
  }
  return { total, fields: [own, ...(children?.fields ?? [])] }
}

function sum(costs: Cost[]): Cost {
  return {
    total: costs.reduce((total, cost) => total + cost.total, 0),
    fields: costs.flatMap((cost) => cost.fields),
  }
}
