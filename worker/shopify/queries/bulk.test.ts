import { parse, validate } from 'graphql'
import { describe, expect, it } from 'vitest'
import { loadSchema } from '../../testing/admin-schema.ts'
import * as bulk from './bulk.graphql.ts'

const schema = loadSchema()

const all = { filter: null, without: new Set<string>() }
const window = {
  filter: "created_at:>='2026-01-01T00:00:00Z' AND created_at:<'2026-02-01T00:00:00Z'",
  without: new Set(['withAddress', 'withRefunds', 'withCashRounding', 'withNames']),
}

const queries: [name: string, text: string, connections: number][] = [
  ['orders', bulk.ordersBulkQuery(all), 4],
  ['a window of orders', bulk.ordersBulkQuery(window), 4],
  ['customers', bulk.customersBulkQuery(all), 1],
  ['a window of customers', bulk.customersBulkQuery(window), 1],
  ['products', bulk.productsBulkQuery(all), 2],
  ['ids of orders', bulk.idsBulkQuery('orders'), 1],
  ['ids of customers', bulk.idsBulkQuery('customers'), 1],
  ['ids of products', bulk.idsBulkQuery('products'), 1],
  ['starting an operation', bulk.BULK_RUN, 0],
  ['an operation', bulk.BULK_OPERATION, 0],
  ['the operations under way', bulk.BULK_RUNNING, 0],
  ['cancelling an operation', bulk.BULK_CANCEL, 0],
]

describe.each(queries)('the query for %s', (_name, text, connections) => {
  it('is valid in the Admin API', () => {
    expect(validate(schema, parse(text)).map(({ message }) => message)).toEqual([])
  })

  it('keeps the rules for bulk queries: at most five connections, by edges, without variables', () => {
    if (connections === 0) return
    expect(text.match(/\bedges\b/g)).toHaveLength(connections)
    expect(text).not.toMatch(/\bnodes\b|\$|@include/)
    expect(text.length).toBeLessThan(65_535)
  })

  it('asks for no personal detail but a name and the country of an address', () => {
    expect(text.replaceAll('displayAddress { countryCodeV2 }', '')).not.toMatch(
      /email|phone|address|firstName|lastName|\bnote\b|clientIp/i,
    )
  })
})
