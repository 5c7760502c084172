import { expect, test } from 'vitest'
import { toStack } from './stack.ts'

test('parts lie upon each other', () => {
  expect(toStack([3, 4, 0])).toEqual([
    { low: 0, high: 3 },
    { low: 3, high: 7 },
    { low: 7, high: 7 },
  ])
})

test('losses hang below zero, without pressing down what lies above', () => {
  expect(toStack([5, -2, 3, -1])).toEqual([
    { low: 0, high: 5 },
    { low: -2, high: 0 },
    { low: 5, high: 8 },
    { low: -3, high: -2 },
  ])
})
