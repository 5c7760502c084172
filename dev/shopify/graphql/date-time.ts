import { GraphQLError } from 'graphql'

/** An instant in milliseconds as Shopify writes it: UTC, whole seconds, "2026-07-02T22:44:07Z". */
export function toDateTime(value: unknown): string {
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new GraphQLError(`invalid DateTime '${String(value)}'`)
  }
  return `${new Date(value).toISOString().slice(0, 19)}Z`
}
