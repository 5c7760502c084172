import { expect, test } from 'vitest'
import { toSpans } from './spans.ts'

test('a part begins where the one above ended, a sum stands on zero', () => {
  expect(
    toSpans([
      { value: 100, whole: false },
      { value: -30, whole: false },
      { value: 70, whole: true },
      { value: 5, whole: false },
      { value: 75, whole: true },
    ]),
  ).toEqual([
    { from: 0, to: 100 },
    { from: 100, to: 70 },
    { from: 0, to: 70 },
    { from: 70, to: 75 },
    { from: 0, to: 75 },
  ])
})

test('what is taken away can lead below zero', () => {
  expect(
    toSpans([
      { value: 10, whole: false },
      { value: -25, whole: false },
      { value: -15, whole: true },
    ]),
  ).toEqual([
    { from: 0, to: 10 },
    { from: 10, to: -15 },
    { from: 0, to: -15 },
  ])
})
