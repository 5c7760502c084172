import { expect, test } from 'vitest'
import { addCounts, toClosingLine } from './count-tests.ts'

test('the closing line names skipped tests only when there are some', () => {
  expect(toClosingLine({ passed: 3, failed: 0, skipped: 0 })).toBe('3 passed, 0 failed')
  expect(toClosingLine({ passed: 3, failed: 1, skipped: 2 })).toBe('3 passed, 1 failed, 2 skipped')
})

test('the steps of a run add up', () => {
  const steps = [
    { passed: 3, failed: 1, skipped: 0 },
    { passed: 4, failed: 0, skipped: 2 },
  ]
  expect(addCounts(steps)).toEqual({ passed: 7, failed: 1, skipped: 2 })
})
