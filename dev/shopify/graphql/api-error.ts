import { GraphQLError } from 'graphql'

/** An error of one field in Shopify's shape: a sentence and `extensions.code`. */
export class ApiError extends GraphQLError {
  constructor(code: string, message: string, extensions: Record<string, unknown> = {}) {
    super(message, { extensions: { code, ...extensions } })
    this.name = 'ApiError'
  }
}

/** The reader asked for something that Shopify has and this stand-in has not. Never invent it. */
export class NotModelledError extends GraphQLError {
  constructor(what: string) {
    super(`Stand-in Shopify does not model ${what}`, {
      extensions: { code: 'STAND_IN_NOT_MODELLED' },
    })
    this.name = 'NotModelledError'
  }
}

/** `BAD_REQUEST`, as Shopify answers for arguments that cannot be served. */
export function badRequest(message: string): ApiError {
  return new ApiError('BAD_REQUEST', message)
}
