import type { SearchNode, Term } from './query.ts'

/** Something in a search query that was not used as it stands. */
export interface SearchWarning {
  field: string
  message: string
  code?: 'invalid_field' | 'invalid_value' | 'missing_named_field'
}

/** One entry of `extensions.search`. */
export interface SearchReport {
  path: (string | number)[]
  query: string
  parsed: unknown
  warnings?: SearchWarning[]
}

const RANGES = {
  ':<': 'range_lt',
  ':<=': 'range_lte',
  ':>': 'range_gt',
  ':>=': 'range_gte',
} as const

/** The parsed query as Shopify reports it; inside an AND, ranges come first. */
export function toParsed(node: SearchNode, toRangeValue: (term: Term) => string): unknown {
  if (node.kind === 'not') return { not: toParsed(node.node, toRangeValue) }
  if (node.kind !== 'term') {
    const isRange = (child: SearchNode) => child.kind === 'term' && child.comparator !== ':'
    const ordered =
      node.kind === 'or'
        ? node.nodes
        : [...node.nodes.filter(isRange), ...node.nodes.filter((child) => !isRange(child))]
    return { [node.kind]: ordered.map((child) => toParsed(child, toRangeValue)) }
  }
  const { field, comparator, value, quoted } = node
  if (comparator !== ':') return { field, [RANGES[comparator]]: toRangeValue(node) }
  if (quoted) return { field, match_phrase: value }
  if (value === '*') return { field, exists: true }
  if (value.endsWith('*')) return { field, match_prefix: value.slice(0, -1) }
  return { field, match_all: value }
}
