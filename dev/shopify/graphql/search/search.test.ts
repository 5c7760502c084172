import { describe, expect, test } from 'vitest'
import { createTestShop, idsOf } from '../test-shop.ts'

const shop = createTestShop()

describe('a search', () => {
  test('ignores an unknown field, gives all results and warns', async () => {
    const { data, extensions } = await shop.ask(
      `{ orders(first: 1, query: "made_up:value") { nodes { id } } }`,
    )
    expect(data?.['orders']).toMatchObject({ nodes: [expect.any(Object)] })
    expect(extensions?.search).toEqual([
      {
        path: ['orders'],
        query: 'made_up:value',
        parsed: { field: 'made_up', match_all: 'value' },
        warnings: [
          {
            field: 'made_up',
            message: 'Invalid search field for this query.',
            code: 'invalid_field',
          },
        ],
      },
    ])
  })

  test('reads an unquoted timestamp in the zone of the shop and warns of the rest', async () => {
    const query = 'updated_at:>=2026-01-01T00:00:00Z'
    const { extensions } = await shop.ask(
      'query($q: String) { orders(first: 1, query: $q) { nodes { id } } }',
      {
        q: query,
      },
    )
    expect(extensions?.search?.[0]).toMatchObject({
      query,
      parsed: {
        and: [
          { field: 'updated_at', range_gte: '2026-01-01T00:00:00-05:00' },
          { field: '00', match_all: '00Z' },
        ],
      },
      warnings: [{ field: '00', code: 'invalid_field' }],
    })
  })

  test('warns of a value that a field does not take, and of words where none are taken', async () => {
    const { extensions } = await shop.ask(`{
      orders(first: 1, query: "status:nope") { nodes { id } }
      customersCount(query: "somebody@example.com") { count } }`)
    expect(extensions?.search?.map(({ path, warnings }) => [path, warnings])).toEqual([
      [
        ['orders'],
        [
          {
            field: 'status',
            message: 'Input `nope` is not an accepted value.',
            code: 'invalid_value',
          },
        ],
      ],
      [
        ['customersCount'],
        [
          {
            field: 'default',
            message: 'Input must use named search fields in this query.',
            code: 'missing_named_field',
          },
        ],
      ],
    ])
  })

  test('is explained without a warning when the request asks for it', async () => {
    const { extensions } = await shop.ask(
      `{ orders(first: 1, query: "test:false") { nodes { id } } }`,
      {},
      { searchDebug: true },
    )
    expect(extensions?.search).toEqual([
      { path: ['orders'], query: 'test:false', parsed: { field: 'test', match_all: 'false' } },
    ])
  })

  test('refuses a date that is none, and names a field of Shopify that is not modelled', async () => {
    const bad = await shop.ask(`{ orders(first: 1, query: "created_at:>'soon'") { nodes { id } } }`)
    expect(bad.errors?.[0]).toMatchObject({
      message: 'Invalid timestamp for query filter `created_at`.',
      extensions: { code: 'BAD_REQUEST' },
    })
    const missing = await shop.ask(`{ orders(first: 1, query: "channel:web") { nodes { id } } }`)
    expect(missing.errors?.[0]?.message).toBe(
      'Stand-in Shopify does not model the search field `channel` of orders',
    )
  })

  test('matches whole days of the shop for the updated_at of customers', async () => {
    const customers = [...shop.state.customers.values()]
    const newest = Math.max(...customers.map(({ updatedAt }) => updatedAt))
    const later = new Date(newest + 1000).toISOString()
    const sameDay = await shop.ask(
      'query($q: String) { customers(first: 1, sortKey: UPDATED_AT, reverse: true, query: $q) { nodes { legacyResourceId } } }',
      { q: `updated_at:>='${later}'` },
    )
    expect(idsOf(sameDay, 'customers')).toHaveLength(1)
    const nextDay = new Date(newest + 36 * 3_600_000).toISOString()
    const none = await shop.ask(
      'query($q: String) { customers(first: 1, query: $q) { nodes { legacyResourceId } } }',
      {
        q: `updated_at:>='${nextDay}'`,
      },
    )
    expect(idsOf(none, 'customers')).toHaveLength(0)
  })
})
