import { Kind, visit } from 'graphql'
import type { DocumentNode, ValueNode } from 'graphql'
import type { ResponseError } from '../errors/shape.ts'

/** The longest list that an argument may have. */
const MAX_INPUT_SIZE = 250

/** The first argument whose list is too long, as Shopify refuses it before executing. */
export function findOversizedInput(
  document: DocumentNode,
  variables: Readonly<Record<string, unknown>>,
): ResponseError | undefined {
  const path: string[] = []
  let found: ResponseError | undefined
  visit(document, {
    Field: {
      enter(field) {
        path.push(field.alias?.value ?? field.name.value)
        for (const argument of field.arguments ?? []) {
          const length = lengthOf(argument.value, variables)
          if (length <= MAX_INPUT_SIZE || found !== undefined) continue
          const token = field.loc?.startToken
          found = {
            message:
              `The input array size of ${length} is greater than ` +
              `the maximum allowed of ${MAX_INPUT_SIZE}.`,
            locations: token === undefined ? [] : [{ line: token.line, column: token.column }],
            path: [...path, argument.name.value],
            extensions: { code: 'MAX_INPUT_SIZE_EXCEEDED' },
          }
        }
      },
      leave() {
        path.pop()
      },
    },
  })
  return found
}

function lengthOf(value: ValueNode, variables: Readonly<Record<string, unknown>>): number {
  if (value.kind === Kind.LIST) return value.values.length
  if (value.kind !== Kind.VARIABLE) return 0
  const given = variables[value.name.value]
  return Array.isArray(given) ? given.length : 0
}
