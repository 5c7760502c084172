import { isObjectType } from 'graphql'
import { loadAdminSchema } from '../schema.ts'

const known = new Map<string, ReadonlySet<string>>()

/**
 * The names that Shopify documents for the `query` argument of a field, read from the table in the
 * argument's own description. It tells "Shopify has no such filter" from "we do not model it".
 */
export function listKnownSearchFields(typeName: string, fieldName: string): ReadonlySet<string> {
  const key = `${typeName}.${fieldName}`
  let names = known.get(key)
  if (names === undefined) {
    const type = loadAdminSchema().schema.getType(typeName)
    const field = isObjectType(type) ? type.getFields()[fieldName] : undefined
    const description = field?.args.find((argument) => argument.name === 'query')?.description ?? ''
    const rows = description.matchAll(/^\| ([\w.{}]+) \| (?!type )\w+ \|/gm)
    names = new Set(Array.from(rows, (row) => row[1] ?? ''))
    known.set(key, names)
  }
  return names
}
