import { readFileSync } from 'node:fs'
import { findPackageJSON } from 'node:module'
import { dirname, join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { buildClientSchema, GraphQLError, isScalarType } from 'graphql'
import type { GraphQLSchema, IntrospectionSchema } from 'graphql'
import { toDateTime } from './date-time.ts'

/** The one version that the stand-in serves. */
export const API_VERSION = '2026-10'

/** One row of the schema package's list of access scopes. */
export interface AccessRow {
  type: 'type' | 'field'
  typeName: string
  fieldName?: string
  requiredAccess: string
  offlineScopes: string[]
}

/** Shopify's own schema, and which scopes its types and fields ask for. */
export interface AdminSchema {
  schema: GraphQLSchema
  accessRows: AccessRow[]
}

interface SchemaFile {
  data: { __schema: IntrospectionSchema }
  offline_scopes: { items: AccessRow[] }
}

let loaded: AdminSchema | undefined

/**
 * The real Admin API schema as Shopify ships it in `@shopify/dev-mcp`. Reading and building it takes
 * about 0.4 s, so it is done once, at the first call.
 */
export function loadAdminSchema(): AdminSchema {
  loaded ??= readAdminSchema()
  return loaded
}

function readAdminSchema(): AdminSchema {
  const packageJson = findPackageJSON('@shopify/dev-mcp', import.meta.url)
  if (packageJson === undefined) throw new Error('The package @shopify/dev-mcp is not installed')
  const path = join(dirname(packageJson), 'dist', 'data', `admin_${API_VERSION}.json.gz`)
  const file = JSON.parse(gunzipSync(readFileSync(path)).toString('utf8')) as SchemaFile
  const schema = buildClientSchema({ __schema: file.data.__schema }, { assumeValid: true })
  setSerializer(schema, 'DateTime', toDateTime)
  setSerializer(schema, 'UnsignedInt64', toUnsignedInt64)
  return { schema, accessRows: file.offline_scopes.items }
}

function setSerializer(schema: GraphQLSchema, name: string, serialize: (value: unknown) => string) {
  const type = schema.getType(name)
  if (!isScalarType(type)) throw new Error(`The schema has no scalar ${name}`)
  type.serialize = serialize
}

function toUnsignedInt64(value: unknown): string {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value >= 0) return String(value)
  throw new GraphQLError(`UnsignedInt64 invalid value '${String(value)}'`)
}
