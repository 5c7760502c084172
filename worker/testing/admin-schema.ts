import { readFileSync } from 'node:fs'
import { gunzipSync } from 'node:zlib'
import { buildClientSchema, type GraphQLSchema } from 'graphql'

/** Shopify's own schema of the Admin API. */
export function loadSchema(): GraphQLSchema {
  const main = import.meta.resolve('@shopify/dev-mcp')
  const packed = readFileSync(new URL('data/admin_2026-10.json.gz', main))
  return buildClientSchema(JSON.parse(gunzipSync(packed).toString()).data)
}
