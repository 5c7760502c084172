import { getNamedType, isObjectType } from 'graphql'
import type { GraphQLObjectType, GraphQLOutputType } from 'graphql'
import { ApiError } from './api-error.ts'
import { loadAdminSchema } from './schema.ts'
import type { AccessRow } from './schema.ts'

interface Requirement {
  /** One of these is enough. */
  scopes: string[]
  /** Shopify's words. */
  requiredAccess: string
}

let requirements: { types: Map<string, Requirement>; fields: Map<string, Requirement> } | undefined

function loadRequirements() {
  if (requirements !== undefined) return requirements
  const types = new Map<string, Requirement>()
  const fields = new Map<string, Requirement>()
  for (const row of loadAdminSchema().accessRows) {
    if (row.offlineScopes.length === 0) continue
    if (row.type === 'type') types.set(row.typeName, toRequirement(row))
    else fields.set(`${row.typeName}.${row.fieldName ?? ''}`, toRequirement(row))
  }
  requirements = { types, fields }
  return requirements
}

function toRequirement(row: AccessRow): Requirement {
  return { scopes: row.offlineScopes, requiredAccess: row.requiredAccess }
}

/** True when the scope itself or its writing sister was granted: write_orders may read orders. */
export function holdsScope(granted: readonly string[], scope: string): boolean {
  return (
    granted.includes(scope) ||
    (scope.startsWith('read_') && granted.includes(scope.replace('read_', 'write_')))
  )
}

const byType = new Map<string, Map<string, Requirement | null>>()

function findRequirement(
  parent: string,
  field: string,
  type: GraphQLOutputType,
): Requirement | null {
  let fieldsOfType = byType.get(parent)
  if (fieldsOfType === undefined) byType.set(parent, (fieldsOfType = new Map()))
  let requirement = fieldsOfType.get(field)
  if (requirement === undefined) {
    const { types, fields } = loadRequirements()
    requirement = fields.get(`${parent}.${field}`) ?? types.get(toNodeTypeName(type)) ?? null
    fieldsOfType.set(field, requirement)
  }
  return requirement
}

/** The type behind a field: of a connection, the type of its nodes. */
function toNodeTypeName(type: GraphQLOutputType): string {
  const named = getNamedType(type)
  if (isObjectType(named) && named.name.endsWith('Connection')) {
    const nodes = named.getFields()['nodes']
    if (nodes !== undefined) return getNamedType(nodes.type).name
  }
  return named.name
}

function denied(field: string, requirement: Requirement): ApiError {
  return new ApiError(
    'ACCESS_DENIED',
    `Access denied for ${field} field. Required access: ${requirement.requiredAccess}`,
    {
      documentation: 'https://shopify.dev/api/usage/access-scopes',
      requiredAccess: requirement.requiredAccess,
    },
  )
}

/**
 * Refuses a field whose type or own rule asks for a scope that the token lacks.
 * @throws ApiError ACCESS_DENIED, which leaves the field null, as Shopify does
 */
export function checkFieldAccess(
  granted: readonly string[],
  parent: GraphQLObjectType,
  field: string,
  type: GraphQLOutputType,
): void {
  const requirement = findRequirement(parent.name, field, type)
  if (requirement === null) return
  if (requirement.scopes.some((scope) => holdsScope(granted, scope))) return
  throw denied(field, requirement)
}

/** The same for `node` and `nodes`, where only the value tells the type. */
export function checkTypeAccess(granted: readonly string[], field: string, type: string): void {
  const requirement = loadRequirements().types.get(type)
  if (requirement === undefined) return
  if (requirement.scopes.some((scope) => holdsScope(granted, scope))) return
  throw denied(field, requirement)
}
