import { expect, test } from 'vitest'
import { ProblemError } from '../problems/problem-error.ts'
import { historyRange } from './history-range.ts'

const today = '2026-11-23'

test('without days the range is the last 30 days', () => {
  expect(historyRange({ interval: 'day' }, today)).toEqual({ from: '2026-10-25', to: today })
})

test('an open end is today, or the first day where that lies ahead', () => {
  expect(historyRange({ from: '2026-11-01', interval: 'day' }, today)).toEqual({
    from: '2026-11-01',
    to: today,
  })
  expect(historyRange({ from: '2027-01-01', interval: 'day' }, today)).toEqual({
    from: '2027-01-01',
    to: '2027-01-01',
  })
})

test('an open beginning is 30 days before the end', () => {
  expect(historyRange({ to: '2026-01-30', interval: 'week' }, today)).toEqual({
    from: '2026-01-01',
    to: '2026-01-30',
  })
  expect(historyRange({ to: '0001-01-05', interval: 'day' }, today)).toEqual({
    from: '0001-01-01',
    to: '0001-01-05',
  })
})

test('a range of too many buckets is refused, and the same days in months are not', () => {
  const wide = { from: '1900-01-01', to: '2100-12-31' }
  expect(() => historyRange({ ...wide, interval: 'day' }, today)).toThrow(ProblemError)
  expect(historyRange({ ...wide, interval: 'week' }, today)).toEqual(wide)
  expect(historyRange({ ...wide, interval: 'month' }, today)).toEqual(wide)
})
