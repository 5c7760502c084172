import { expect, test } from 'vitest'
import { addCounts, toClosingLines } from './count-tests.ts'

test('the closing line names skipped tests only when there are some', () => {
  const counts = { passed: 3, skipped: 0, failures: [] }
  expect(toClosingLines(counts)).toBe('3 passed, 0 failed')
  expect(toClosingLines({ ...counts, skipped: 2 })).toBe('3 passed, 0 failed, 2 skipped')
})

test('what failed is said again before the closing line', () => {
  const counts = { passed: 3, skipped: 0, failures: ['FAILED a\n  why', 'FAILED b'] }
  expect(toClosingLines(counts)).toBe('FAILED a\n  why\n\nFAILED b\n\n3 passed, 2 failed')
})

test('the steps of a run add up', () => {
  const steps = [
    { passed: 3, skipped: 0, failures: ['FAILED a'] },
    { passed: 4, skipped: 2, failures: ['FAILED b'] },
  ]
  expect(addCounts(steps)).toEqual({
    passed: 7,

    skipped: 2,
    failures: ['FAILED a', 'FAILED b'],
  })
})
