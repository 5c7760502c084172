import { expect, test } from 'vitest'
import { nextSort, readSort } from './sort.ts'

const columns = ['lifetimeValue', 'orders'] as const
const usual = { by: 'lifetimeValue', direction: 'desc' } as const

test('an address says by what and which way a list is sorted', () => {
  const query = new URLSearchParams('sort=orders&direction=asc')
  expect(readSort(query, columns, usual)).toEqual({ by: 'orders', direction: 'asc' })
})

test('a column or direction that does not exist is left out', () => {
  expect(readSort(new URLSearchParams('sort=shoe&direction=asc'), columns, usual)).toEqual(usual)
  expect(readSort(new URLSearchParams('sort=orders&direction=up'), columns, usual)).toEqual({
    by: 'orders',
    direction: 'desc',
  })
})

test('a click on another column begins with the largest, a second one turns it round', () => {
  expect(nextSort(usual, 'orders')).toEqual({ by: 'orders', direction: 'desc' })
  expect(nextSort(usual, 'lifetimeValue')).toEqual({ by: 'lifetimeValue', direction: 'asc' })
  expect(nextSort(usual, 'name', 'asc')).toEqual({ by: 'name', direction: 'asc' })
})
