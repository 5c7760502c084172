import {
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isScalarType,
  Kind,
  typeFromAST,
  valueFromAST,
} from 'graphql'
import type {
  GraphQLInputType,
  GraphQLSchema,
  OperationDefinitionNode,
  VariableDefinitionNode,
} from 'graphql'
import { parseGlobalId } from '../global-id.ts'
import type { ResponseError } from './shape.ts'

interface Problem {
  path: (string | number)[]
  explanation: string
  message?: string
}

/** The values of an operation's variables, or Shopify's INVALID_VARIABLE errors. */
export type CoercedVariables =
  { values: Record<string, unknown>; errors?: never } | { errors: ResponseError[] }

/** Coerces the variables that came with a request to what the operation declares. */
export function coerceVariables(
  schema: GraphQLSchema,
  operation: OperationDefinitionNode,
  given: Record<string, unknown>,
): CoercedVariables {
  const values: Record<string, unknown> = {}
  const errors: ResponseError[] = []
  for (const definition of operation.variableDefinitions ?? []) {
    const name = definition.variable.name.value
    const type = typeFromAST(schema, definition.type) as GraphQLInputType
    if (!Object.hasOwn(given, name)) {
      if (definition.defaultValue !== undefined) {
        values[name] = valueFromAST(definition.defaultValue, type)
        continue
      }
      if (!isNonNullType(type)) continue
    }
    const problems: Problem[] = []
    const value = coerce(type, given[name] ?? null, [], problems)
    if (problems.length === 0) values[name] = value
    else errors.push(toError(definition, type, given[name] ?? null, problems))
  }
  return errors.length > 0 ? { errors } : { values }
}

function toError(
  definition: VariableDefinitionNode,
  type: GraphQLInputType,
  value: unknown,
  problems: Problem[],
): ResponseError {
  const inside = problems
    .filter((problem) => problem.path.length > 0)
    .map((problem) => ` for ${problem.path.join('.')} (${problem.explanation})`)
  const token = definition.loc?.startToken
  return {
    message:
      `Variable $${definition.variable.name.value} of type ${String(type)} ` +
      `was provided invalid value${inside.join(',')}`,
    locations: token === undefined ? [] : [{ line: token.line, column: token.column }],
    extensions: { code: 'INVALID_VARIABLE', value, problems },
  }
}

function coerce(
  type: GraphQLInputType,
  value: unknown,
  path: (string | number)[],
  problems: Problem[],
): unknown {
  if (isNonNullType(type)) {
    if (value !== null) return coerce(type.ofType, value, path, problems)
    problems.push({ path, explanation: 'Expected value to not be null' })
    return null
  }
  if (value === null) return null
  if (isListType(type)) {
    const items = Array.isArray(value) ? value : [value]
    return items.map((item: unknown, index) =>
      coerce(type.ofType, item ?? null, Array.isArray(value) ? [...path, index] : path, problems),
    )
  }
  if (isInputObjectType(type)) return coerceObject(type, value, path, problems)
  const explanation = explain(type, value)
  if (explanation === undefined) return value
  const fromScalar = explanation.startsWith('Invalid global id')
  problems.push({ path, explanation, ...(fromScalar && { message: explanation }) })
  return null
}

function coerceObject(
  type: GraphQLInputType,
  value: unknown,
  path: (string | number)[],
  problems: Problem[],
): unknown {
  if (!isInputObjectType(type)) return value
  if (typeof value !== 'object' || Array.isArray(value)) {
    problems.push({ path, explanation: `Expected ${inspect(value)} to be a key-value object` })
    return null
  }
  const given = value as Record<string, unknown>
  const fields = type.getFields()
  const result: Record<string, unknown> = {}
  for (const name of Object.keys(given)) {
    if (name in fields) continue
    problems.push({ path: [...path, name], explanation: `Field is not defined on ${type.name}` })
  }
  for (const field of Object.values(fields)) {
    if (!Object.hasOwn(given, field.name)) {
      if (field.defaultValue !== undefined) result[field.name] = field.defaultValue
      else if (isNonNullType(field.type)) coerce(field.type, null, [...path, field.name], problems)
      continue
    }
    const at = [...path, field.name]
    result[field.name] = coerce(field.type, given[field.name] ?? null, at, problems)
  }
  const count = Object.keys(given).length
  if (type.isOneOf && count !== 1) {
    const explanation = `'${type.name}' requires exactly one argument, but ${count} were provided.`
    problems.push({ path, explanation })
  }
  return result
}

/** Why a leaf value does not fit its type, or undefined if it does. */
function explain(type: GraphQLInputType, value: unknown): string | undefined {
  if (isEnumType(type)) {
    const names = type.getValues().map((choice) => choice.name)
    if (typeof value === 'string' && names.includes(value)) return undefined
    return `Expected ${inspect(value)} to be one of: ${names.join(', ')}`
  }
  if (!isScalarType(type)) return undefined
  if (type.name === 'ID') {
    const known = typeof value === 'string' && parseGlobalId(value) !== undefined
    return known ? undefined : `Invalid global id '${String(value)}'`
  }
  try {
    type.parseValue(value)
    return undefined
  } catch {
    return `Could not coerce value ${inspect(value)} to ${type.name}`
  }
}

function inspect(value: unknown): string {
  return JSON.stringify(value)
}

/** The operation that a request means: the named one, or the only one. */
export function selectOperation(
  definitions: readonly { kind: string }[],
  operationName: string | null,
): OperationDefinitionNode | { error: ResponseError } {
  const operations = definitions.filter(
    (definition): definition is OperationDefinitionNode =>
      definition.kind === Kind.OPERATION_DEFINITION,
  )
  if (operationName === null) {
    if (operations.length > 1) return { error: { message: 'An operation name is required' } }
    return operations[0] ?? { error: { message: 'A query attribute must be specified' } }
  }
  const named = operations.find((operation) => operation.name?.value === operationName)
  return named ?? { error: { message: `No operation named "${operationName}"` } }
}
