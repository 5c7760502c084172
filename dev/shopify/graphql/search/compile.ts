import type { GraphQLResolveInfo } from 'graphql'
import { NotModelledError } from '../api-error.ts'
import type { RequestContext } from '../context.ts'
import type { Arguments } from '../resolver.ts'
import type { Predicate, SearchEnvironment, SearchField } from './field.ts'
import { listKnownSearchFields } from './known-fields.ts'
import { parseSearch } from './query.ts'
import type { SearchNode, Term } from './query.ts'
import { toParsed } from './report.ts'
import type { SearchWarning } from './report.ts'
import { offsetAt, parseTime, toOffsetText } from './time.ts'

/** The filters of one kind of object, by name; "default" is for words without a field. */
export type SearchFields<Row> = Readonly<Record<string, SearchField<Row>>>

/**
 * Compiles the `query` argument of the field being resolved, and notes in the request how it was read.
 * Undefined where it filters nothing.
 */
export function compileSearch<Row>(
  fields: SearchFields<Row>,
  args: Arguments,
  context: RequestContext,
  info: GraphQLResolveInfo,
): Predicate<Row> | undefined {
  const query = args['query']
  if (typeof query !== 'string') return undefined
  const node = parseSearch(query)
  if (node === null) return undefined
  const environment = { zone: context.state.shop.ianaTimezone, now: context.now }
  const known = listKnownSearchFields(info.parentType.name, info.fieldName)
  const warnings: SearchWarning[] = []
  const toPredicate = (term: Term): Predicate<Row> | undefined => {
    const field = Object.hasOwn(fields, term.field) ? fields[term.field] : undefined
    if (field === undefined) {
      if (known.has(term.field)) {
        throw new NotModelledError(`the search field \`${term.field}\` of ${info.fieldName}`)
      }
      warnings.push(toUnknownWarning(term))
      return undefined
    }
    const result = field(term, environment)
    if (typeof result === 'function') return result
    warnings.push(result.warning)
    return undefined
  }
  const predicate = combine(node, toPredicate)
  if (warnings.length > 0 || context.searchDebug) {
    context.searches.push({
      path: toPath(info),
      query,
      parsed: toParsed(node, (term) => toRangeValue(term, environment)),
      ...(warnings.length > 0 && { warnings }),
    })
  }
  return predicate
}

function combine<Row>(
  node: SearchNode,
  toPredicate: (term: Term) => Predicate<Row> | undefined,
): Predicate<Row> | undefined {
  if (node.kind === 'term') return toPredicate(node)
  if (node.kind === 'not') {
    const inner = combine(node.node, toPredicate)
    return inner && ((row) => !inner(row))
  }
  const predicates = node.nodes.flatMap((child) => combine(child, toPredicate) ?? [])
  if (predicates.length === 0) return undefined
  return node.kind === 'and'
    ? (row) => predicates.every((predicate) => predicate(row))
    : (row) => predicates.some((predicate) => predicate(row))
}

function toUnknownWarning({ field }: Term): SearchWarning {
  return field === 'default'
    ? {
        field,
        message: 'Input must use named search fields in this query.',
        code: 'missing_named_field',
      }
    : { field, message: 'Invalid search field for this query.', code: 'invalid_field' }
}

function toPath(info: GraphQLResolveInfo): (string | number)[] {
  const path: (string | number)[] = []
  for (let step: GraphQLResolveInfo['path'] | undefined = info.path; step; step = step.prev) {
    path.unshift(step.key)
  }
  return path
}

/** A time without a zone is reported in the shop's zone; everything else as it was written. */
function toRangeValue({ value }: Term, { zone, now }: SearchEnvironment): string {
  const span =
    /T\d/.test(value) && !/Z|[+-]\d{2}:?\d{2}$/i.test(value) && parseTime(value, zone, now)
  if (!span) return value
  const offset = offsetAt(span.start, zone)
  return new Date(span.start + offset).toISOString().slice(0, 19) + toOffsetText(offset)
}
