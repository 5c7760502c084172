import { GraphQLError, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { loadAdminSchema } from '../schema.ts'
import { toParseError } from './parse-error.ts'
import { validateDocument } from './validate.ts'

const ORDER = '"gid://shopify/Order/1"'

function errorsOf(query: string) {
  return validateDocument(loadAdminSchema().schema, parse(query))
}

/** The errors without their places. */
function shapesOf(query: string) {
  return errorsOf(query).map(({ message, path, extensions }) => ({ message, path, extensions }))
}

describe('a validation error', () => {
  test('names the field that does not exist, where it stands', () => {
    expect(errorsOf(`query Foo {\n  order(id: ${ORDER}) { status }\n}`)).toEqual([
      {
        message: "Field 'status' doesn't exist on type 'Order'",
        locations: [{ line: 2, column: 40 }],
        path: ['query Foo', 'order', 'status'],
        extensions: { code: 'undefinedField', typeName: 'Order', fieldName: 'status' },
      },
    ])
  })

  test('has inline and named fragments in its path', () => {
    expect(errorsOf(`{ node(id: ${ORDER}) { ... on Order { nope } } }`)[0]?.path).toEqual([
      'query',
      'node',
      '... on Order',
      'nope',
    ])
    const named = `{ shop { ...S } } fragment S on Shop { nope }`
    expect(errorsOf(named)[0]?.path).toEqual(['fragment S', 'nope'])
  })

  test('names all missing arguments of a field at once', () => {
    const query = `{ draft: customerMergePreview(overrideFields: {}) { resultingCustomerId } }`
    expect(shapesOf(query)).toEqual([
      {
        message:
          "Field 'customerMergePreview' is missing required arguments: customerOneId, customerTwoId",
        path: ['query', 'draft'],
        extensions: {
          code: 'missingRequiredArguments',
          className: 'Field',
          name: 'customerMergePreview',
          arguments: 'customerOneId, customerTwoId',
        },
      },
    ])
  })

  test('refuses an argument that does not exist', () => {
    expect(shapesOf('{ orders(first: 1, foo: 2) { nodes { id } } }')).toEqual([
      {
        message: "Field 'orders' doesn't accept argument 'foo'",
        path: ['query', 'orders', 'foo'],
        extensions: {
          code: 'argumentNotAccepted',
          name: 'orders',
          typeName: 'Field',
          argumentName: 'foo',
        },
      },
    ])
  })

  test('refuses a value that its argument does not take', () => {
    expect(shapesOf('query Q { orders(first: 1, sortKey: FOO) { nodes { id } } }')).toEqual([
      {
        message:
          "Argument 'sortKey' on Field 'orders' has an invalid value (FOO). Expected type 'OrderSortKeys'.",
        path: ['query Q', 'orders', 'sortKey'],
        extensions: {
          code: 'argumentLiteralsIncompatible',
          typeName: 'Field',
          argumentName: 'sortKey',
        },
      },
    ])
    expect(shapesOf('{ order(id: null) { id } }')[0]?.message).toBe(
      "Argument 'id' on Field 'order' has an invalid value (null). Expected type 'ID!'.",
    )
    expect(shapesOf('{ orders(first: "1") { nodes { id } } }')[0]?.message).toBe(
      "Argument 'first' on Field 'orders' has an invalid value (\"1\"). Expected type 'Int'.",
    )
  })

  test('refuses an id that is no global id', () => {
    expect(shapesOf('{ order(id: "not-a-gid") { id } }')).toEqual([
      {
        message: "Invalid global id 'not-a-gid'",
        path: ['query', 'order', 'id'],
        extensions: { code: 'argumentLiteralsIncompatible', typeName: 'CoercionError' },
      },
    ])
  })

  test('asks for selections where there must be some, and refuses them on scalars', () => {
    expect(shapesOf('{ shop }')).toEqual([
      {
        message:
          "Field must have selections (field 'shop' returns Shop but has no selections. Did you mean 'shop { ... }'?)",
        path: ['query', 'shop'],
        extensions: { code: 'selectionMismatch', nodeName: "field 'shop'", typeName: 'Shop' },
      },
    ])
    expect(shapesOf('{ shop { name { x } } }')[0]?.extensions?.['code']).toBe('selectionMismatch')
  })

  test('names types, fragments, variables and directives that are not there or not used', () => {
    const cases: [query: string, code: string, message: string][] = [
      [
        `{ node(id: ${ORDER}) { ... on ShippingPackage { id } } }`,
        'undefinedType',
        "No such type ShippingPackage, so it can't be a fragment condition",
      ],
      ['{ shop { ...F } }', 'useAndDefineFragment', 'Fragment F was used, but not defined'],
      [
        '{ shop { name } } fragment F on Shop { name }',
        'useAndDefineFragment',
        'Fragment F was defined, but not used',
      ],
      [
        'query A($x: Int) { shop { name } }',
        'variableNotUsed',
        'Variable $x is declared by A but not used',
      ],
      [
        'query A { orders(first: $n) { nodes { id } } }',
        'variableNotDefined',
        'Variable $n is used by A but not declared',
      ],
      [
        'query A($id: String!) { order(id: $id) { id } }',
        'variableMismatch',
        'Type mismatch on variable $id and argument id (String! / ID!)',
      ],
      [
        'query A($id: ID) { order(id: $id) { id } }',
        'variableMismatch',
        'Nullability mismatch on variable $id and argument id (ID / ID!)',
      ],
      ['{ shop @nope { name } }', 'undefinedDirective', 'Directive @nope is not defined'],
      [
        '{ shop { ... on Order { id } } }',
        'cannotSpreadFragment',
        "Fragment on Order can't be spread inside Shop",
      ],
      [
        '{ order(id: "gid://shopify/Order/1") { id } order(id: "gid://shopify/Order/2") { id } }',
        'fieldConflict',
        `Field 'order' has a field conflict: order(id: "gid://shopify/Order/1") or order(id: "gid://shopify/Order/2")?`,
      ],
    ]
    for (const [query, code, message] of cases) {
      expect(shapesOf(query)[0]).toMatchObject({ message, extensions: { code } })
    }
  })

  test('does not come for a good query', () => {
    expect(
      errorsOf(`{ order(id: ${ORDER}) { id agreements(first: 1) { nodes { id } } } }`),
    ).toEqual([])
  })
})

test('a syntax error tells what was not expected, and where', () => {
  const errorOf = (query: string) => {
    try {
      parse(query)
    } catch (error) {
      if (error instanceof GraphQLError) return toParseError(error)
    }
    throw new Error('The query is not wrong')
  }
  expect(errorOf('{\n  shop {\n    name')).toEqual({
    message: 'syntax error, unexpected end of file at [3, 9]',
    locations: [{ line: 3, column: 9 }],
    extensions: { code: 'PARSE_ERROR' },
  })
  expect(errorOf('{ shop(:) { name } }').extensions).toEqual({ code: 'PARSE_ERROR' })
})
