import type { GraphQLError } from 'graphql'

/** An error as it stands in the response. */
export interface ResponseError {
  message: string
  locations?: readonly { line: number; column: number }[]
  path?: readonly (string | number)[]
  extensions?: Record<string, unknown>
}

/** An error found while executing: message, locations, extensions, path, in Shopify's order. */
export function toExecutionError(error: GraphQLError): ResponseError {
  const known = typeof error.extensions['code'] === 'string'
  return {
    message: known ? error.message : 'Something went wrong',
    ...(error.locations && { locations: error.locations }),
    extensions: known ? { ...error.extensions } : { code: 'INTERNAL_SERVER_ERROR' },
    ...(error.path && { path: error.path }),
  }
}
