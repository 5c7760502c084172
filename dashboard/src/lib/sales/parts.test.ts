import { expect, test } from 'vitest'
import { partsOfSplit } from './parts.ts'

test('what the largest values leave of the total is a part of its own', () => {
  const series = [
    { key: 'web', name: 'Online store', amounts: ['10.00', '0.10'] },
    { key: 'pos', name: 'Point of sale', amounts: ['2.00', '0.20'] },
  ]
  expect(partsOfSplit(series, ['12.00', '0.25'])).toEqual([
    { label: 'Online store', amounts: ['10.00', '0.10'] },
    { label: 'Point of sale', amounts: ['2.00', '0.20'] },
    { label: 'All others', amounts: ['0.00', '-0.05'] },
  ])
})

test('where nothing is left over there is no part for it', () => {
  const series = [{ key: 'web', name: 'Online store', amounts: ['10.00'] }]
  expect(partsOfSplit(series, ['10.00'])).toHaveLength(1)
})

test('products of one title are told apart', () => {
  const series = [
    { key: '7', name: 'Jacket', amounts: ['1'] },
    { key: '8', name: 'Jacket', amounts: ['1'] },
  ]
  expect(partsOfSplit(series, ['2']).map(({ label }) => label)).toEqual([
    'Jacket (7)',
    'Jacket (8)',
  ])
})
