import { expect, test } from 'vitest'
import { valueDomain, valueMarks } from './value-domain.ts'

test('the axis begins at zero and ends at a round value', () => {
  expect(valueDomain([120, 2870], 100)).toEqual([0, 3000])
  expect(valueMarks([0, 3000])).toEqual([0, 1000, 2000, 3000])
})

test('a small loss takes little room', () => {
  expect(valueDomain([-300, 28_500], 100)).toEqual([-300, 30_000])
})

test('losses alone hang from zero', () => {
  expect(valueDomain([-280, -10], 100)).toEqual([-300, 0])
})

test('nothing at all still has an axis', () => {
  expect(valueDomain([0, 0], 4)).toEqual([0, 4])
  expect(valueDomain([], 100)).toEqual([0, 100])
})
