import { Kind, parse } from 'graphql'
import { describe, expect, test } from 'vitest'
import { loadAdminSchema } from '../schema.ts'
import { pageMultiplier, requestedCost } from './requested.ts'
import { listFragments } from './selection.ts'

function cost(query: string, variables: Record<string, unknown> = {}): number {
  const document = parse(query)
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION)
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('No operation')
  const { schema } = loadAdminSchema()
  return requestedCost({ schema, fragments: listFragments(document), variables }, operation).total
}

test('the multiplier of a page is ⌊2 ln n⌋', () => {
  const sizes = [1, 2, 3, 5, 10, 20, 25, 50, 100, 150, 200, 250]
  expect(sizes.map(pageMultiplier)).toEqual([1, 1, 2, 3, 4, 5, 6, 7, 9, 10, 10, 11])
})

describe('the requested cost', () => {
  test('is 25 for the query whose real answer was 25', () => {
    const query = `{ product(id: "gid://shopify/Product/1") {
      variants(first: 250) { nodes { inventoryItem { id tracked } } } } }`
    expect(cost(query)).toBe(25)
  })

  test('of a query of scalars is at least 1', () => {
    expect(cost('{ __typename }')).toBe(1)
    expect(cost('{ shop { name } }')).toBe(1)
    expect(cost('{ __schema { types { name } } }')).toBe(1)
  })

  test('of a connection is 2 and its rows by the logarithm of the page', () => {
    expect(cost('{ orders(first: 10) { nodes { id } } }')).toBe(6)
    expect(cost('{ orders(last: 10) { nodes { id } } }')).toBe(6)
    expect(cost('{ orders(first: 10) { edges { cursor node { id } } } }')).toBe(6)
    expect(cost('{ orders { nodes { id } } }')).toBe(2)
    expect(cost('query($n: Int) { orders(first: $n) { nodes { id } } }', { n: 50 })).toBe(9)
  })

  test('leaves money and page info out', () => {
    const money = 'totalPriceSet { shopMoney { amount currencyCode } presentmentMoney { amount } }'
    const query = `{ orders(first: 10) { nodes { id ${money} } pageInfo { hasNextPage } } }`
    expect(cost(query)).toBe(6)
  })

  test('counts a plain list once, whatever its first says', () => {
    const query =
      '{ order(id: "gid://shopify/Order/1") { refunds(first: 50) { id order { id } } } }'
    expect(cost(query)).toBe(3)
  })

  test('is 10 for a count of the root and for any mutation', () => {
    expect(cost('{ ordersCount { count } }')).toBe(10)
    expect(
      cost('mutation { orderClose(input: {id: "gid://shopify/Order/1"}) { order { id } } }'),
    ).toBe(10)
  })

  test('of an interface is that of its dearest selection', () => {
    const query = `{ node(id: "gid://shopify/Order/1") {
      ... on Order { customer { id defaultAddress { id } } } ... on Product { id } } }`
    expect(cost(query)).toBe(3)
  })

  test('counts a field once that comes twice, through fragments too', () => {
    const query = `query { shop { plan { publicDisplayName } ...Plan } }
      fragment Plan on Shop { plan { shopifyPlus } }`
    expect(cost(query)).toBe(2)
  })

  test('leaves out what is skipped', () => {
    const query = `query($with: Boolean!) { shop { name plan @include(if: $with) { shopifyPlus } } }`
    expect(cost(query, { with: false })).toBe(1)
    expect(cost(query, { with: true })).toBe(2)
  })

  test('of nested connections multiplies', () => {
    const query =
      '{ orders(first: 250) { nodes { lineItems(first: 50) { nodes { id product { id } } } } } }'
    expect(cost(query)).toBe(2 + 11 * (1 + 2 + 7 * 2))
  })
})
