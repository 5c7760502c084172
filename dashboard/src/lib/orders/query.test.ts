import { expect, test } from 'vitest'
import { readOrdersQuery, withDays } from './query.ts'

const read = (query: string) => readOrdersQuery(new URLSearchParams(query))

test('what the address narrows the list by is asked for in the API’s words', () => {
  expect(read('search=%20%231001&state=open&kind=edited&financialStatus=PAID&customer=7')).toEqual({
    search: '#1001',
    state: 'open',
    kind: 'edited',
    financialStatus: 'PAID',
    customer: '7',
  })
})

test('a value that cannot be is left out, orders without a channel or country can be', () => {
  expect(
    read('search=+&state=closed&kind=&financialStatus=&fulfillmentStatus=x&customer=ann&sort=id'),
  ).toEqual({})
  expect(read('channel=&country=')).toEqual({ channel: '', country: '' })
})

test('without days the list is about all time', () => {
  expect(withDays(new URL('http://x/orders?search=1')).search).toBe('?search=1&range=all')
  expect(withDays(new URL('http://x/orders?from=2026-01-01')).search).toBe('?from=2026-01-01')
})
