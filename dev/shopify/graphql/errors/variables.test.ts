import { Kind, parse } from 'graphql'
import { expect, test } from 'vitest'
import { loadAdminSchema } from '../schema.ts'
import { coerceVariables } from './variables.ts'

function coerce(query: string, given: Record<string, unknown>) {
  const [operation] = parse(query).definitions
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No operation')
  return coerceVariables(loadAdminSchema().schema, operation, given)
}

const BY_ID = 'query($id: ID!) { order(id: $id) { id } }'

test('good variables pass, and defaults fill in', () => {
  expect(coerce(BY_ID, { id: 'gid://shopify/Order/1' })).toEqual({
    values: { id: 'gid://shopify/Order/1' },
  })
  const query =
    'query($n: Int = 5, $key: OrderSortKeys) { orders(first: $n, sortKey: $key) { nodes { id } } }'
  expect(coerce(query, { key: 'UPDATED_AT', unused: 1 })).toEqual({
    values: { n: 5, key: 'UPDATED_AT' },
  })
})

test('a missing variable is told as null', () => {
  expect(coerce(BY_ID, {})).toEqual({
    errors: [
      {
        message: 'Variable $id of type ID! was provided invalid value',
        locations: [{ line: 1, column: 7 }],
        extensions: {
          code: 'INVALID_VARIABLE',
          value: null,
          problems: [{ path: [], explanation: 'Expected value to not be null' }],
        },
      },
    ],
  })
})

test('a bad id, enum, number or field is explained', () => {
  const problemsOf = (query: string, given: Record<string, unknown>) =>
    coerce(query, given).errors?.map(({ message, extensions }) => [
      message,
      extensions?.['problems'],
    ])
  expect(problemsOf(BY_ID, { id: 'nope' })).toEqual([
    [
      'Variable $id of type ID! was provided invalid value',
      [
        {
          path: [],
          explanation: "Invalid global id 'nope'",
          message: "Invalid global id 'nope'",
        },
      ],
    ],
  ])
  const events =
    'query($n: Int, $key: EventSortKeys) { events(first: $n, sortKey: $key) { nodes { id } } }'
  expect(problemsOf(events, { n: '1', key: 'FOO' })).toEqual([
    [
      'Variable $n of type Int was provided invalid value',
      [{ path: [], explanation: 'Could not coerce value "1" to Int' }],
    ],
    [
      'Variable $key of type EventSortKeys was provided invalid value',
      [{ path: [], explanation: 'Expected "FOO" to be one of: CREATED_AT, ID' }],
    ],
  ])
  const by = 'query($by: OrderIdentifierInput!) { orderByIdentifier(identifier: $by) { id } }'
  expect(problemsOf(by, { by: { nope: 1 } })?.[0]?.[0]).toBe(
    'Variable $by of type OrderIdentifierInput! was provided invalid value for nope (Field is not defined on OrderIdentifierInput)',
  )
})
