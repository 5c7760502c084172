import { TokenKind } from 'graphql'
import type { GraphQLError } from 'graphql'
import type { ResponseError } from './shape.ts'

/** A syntax error in graphql-ruby's words, from graphql-js' "Syntax Error: …, found Name "x"." */
export function toParseError(error: GraphQLError): ResponseError {
  const location = error.locations?.[0] ?? { line: 1, column: 1 }
  const at = `at [${location.line}, ${location.column}]`
  return {
    message: `syntax error, unexpected ${toUnexpected(error.message)} ${at}`,
    locations: [location],
    extensions: { code: 'PARSE_ERROR' },
  }
}

function toUnexpected(message: string): string {
  const found = /(?:found|Unexpected) (\S+?)(?: ("[^"]*"))?\.?$/.exec(message)
  const token = found?.[1]?.replaceAll('"', '') ?? 'invalid token'
  if (token === TokenKind.EOF) return 'end of file'
  return found?.[2] === undefined ? `token ("${token}")` : `${token} (${found[2]})`
}
