import { describe, expect, test } from 'vitest'
import { checkBulkQuery } from './check-query.ts'

function refusalOf(query: string): string | null {
  const checked = checkBulkQuery(query)
  return 'refusal' in checked ? checked.refusal : null
}

const nested = (inner: string) => `{ orders { edges { node { id ${inner} } } } }`

describe('a bulk query is refused in Shopify’s words', () => {
  test.each([
    ['{ shop { name } }', 'Bulk queries must contain at least one connection.'],
    [
      nested(
        ['a', 'b', 'c', 'd', 'e']
          .map((key) => `${key}: lineItems { edges { node { id } } }`)
          .join(' '),
      ),
      'Bulk queries cannot contain more than 5 connections.',
    ],
    [
      `{ customers { edges { node { id orders { edges { node { id agreements { edges { node { id
        sales { edges { node { id } } } } } } } } } } } } }`,
      'Bulk queries cannot contain connections with a nesting depth greater than 2.',
    ],
    [
      '{ node(id: "gid://shopify/Order/1") { id } }',
      'Bulk queries cannot contain a top level `node` field.',
    ],
    [
      '{ nodes(ids: ["gid://shopify/Order/1"]) { id } }',
      'Bulk queries cannot contain a top level `nodes` field.',
    ],
    [
      '{ orders { nodes { id } } }',
      "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: 'orders { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: 'orders'.",
    ],
    [
      nested('lineItems { pageInfo { hasNextPage } }'),
      "All connection fields in a bulk query must select their contents using 'edges' > 'node', e.g: 'lineItems { edges { node {'. Selecting via 'nodes' is not supported. Invalid connection fields: 'lineItems'.",
    ],
    [
      '{ orders { edges { node { name lineItems { edges { node { id } } } } } } }',
      "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': orders.",
    ],
    [
      '{ orders { edges { node { key: id lineItems { edges { node { id } } } } } } }',
      "The parent 'node' field for a nested connection must select the 'id' field without an alias and must be of 'ID' return type. Connection fields without 'id': orders.",
    ],
    [
      nested('refunds { id refundLineItems(first: 10) { edges { node { quantity } } } }'),
      'Queries that contain a connection field within a list field are not currently supported.',
    ],
    [
      'mutation { bulkOperationCancel(id: "gid://shopify/BulkOperation/1") { userErrors { message } } }',
      'Invalid operation type. Only `query` operations are supported.',
    ],
    ['{ orders { edges {', 'Invalid bulk query: syntax error, unexpected end of file'],
    [nested('colour'), "Invalid bulk query: Field 'colour' doesn't exist on type 'Order'"],
    [
      `{ orders { edges { node { id } } } } #${'x'.repeat(65_535)}`,
      'Query is too large (65573 bytes; maximum is 65535 bytes)',
    ],
    [
      '{ orders { edges { node { id } } } customers { edges { node { id } } } }',
      'Bulk queries must contain exactly one top level field.',
    ],
  ])('%.60s', (query, refusal) => {
    expect(refusalOf(query)).toBe(refusal)
  })
})

describe('a bulk query is accepted', () => {
  test.each([
    [
      'with five connections',
      nested(
        ['a', 'b', 'c', 'd'].map((key) => `${key}: lineItems { edges { node { id } } }`).join(' '),
      ),
    ],
    [
      'with agreements and sales, which are no Nodes',
      nested('agreements { edges { node { id sales { edges { node { id } } } } } }'),
    ],
    [
      'with page sizes, cursors and page info, which it ignores',
      '{ orders(first: 5) { edges { cursor node { id } } pageInfo { hasNextPage } } }',
    ],
    [
      'with fragments',
      'query q { orders { edges { node { ...o } } } } fragment o on Order { id lineItems { edges { node { id } } } }',
    ],
    [
      'without the parts that a literal leaves out',
      nested(
        'refunds @include(if: false) { refundLineItems(first: 1) { edges { node { quantity } } } }',
      ),
    ],
    [
      'of one thing and what it has',
      '{ product(id: "gid://shopify/Product/1") { id variants { edges { node { id } } } } }',
    ],
  ])('%s', (_, query) => {
    expect(refusalOf(query)).toBeNull()
  })
})
