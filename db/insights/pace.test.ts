import { expect, test } from 'vitest'
import type { RunEntityProgress } from '../schema/sync-runs.ts'
import { paceOf } from './pace.ts'

const part = (change: Partial<RunEntityProgress>): RunEntityProgress => ({
  read: 0,
  changed: 0,
  rejected: 0,
  total: null,
  done: false,
  startedAt: '2026-03-01T12:00:00.000Z',
  movedAt: '2026-03-01T12:00:10.000Z',
  ...change,
})
const none = { rowsPerSecond: null, secondsLeft: null }

test('the rate is the rows by the seconds, and the time left that of the rows that remain', () => {
  expect(paceOf(part({ read: 500, total: 2_000 }))).toEqual({ rowsPerSecond: 50, secondsLeft: 30 })
  expect(paceOf(part({ read: 3, total: 10 }))).toEqual({ rowsPerSecond: 0.3, secondsLeft: 24 })
  expect(paceOf(part({ read: 10, total: 10 }))).toEqual({ rowsPerSecond: 1, secondsLeft: 0 })
})

test('there is no rate within the first second, without rows, and without times', () => {
  const early = { read: 400, total: 900, movedAt: '2026-03-01T12:00:00.999Z' }
  expect(paceOf(part(early))).toEqual(none)
  expect(paceOf(part({ total: 900 }))).toEqual(none)
  const { startedAt: _startedAt, movedAt: _movedAt, ...timeless } = part({ read: 400 })
  expect(paceOf(timeless)).toEqual(none)
  expect(paceOf(part({ read: 400, total: 900, movedAt: 'never' }))).toEqual(none)
})

test('what is done has neither', () => {
  expect(paceOf(part({ read: 900, total: 900, done: true }))).toEqual(none)
})

test('without a total, or with one that was passed, there is a rate and no estimate', () => {
  expect(paceOf(part({ read: 500 }))).toEqual({ rowsPerSecond: 50, secondsLeft: null })
  expect(paceOf(part({ read: 500, total: 499 }))).toEqual({ rowsPerSecond: 50, secondsLeft: null })
})

test('while a bulk file is prepared its objects count, and from the first row on the rows', () => {
  const bulk = { mode: 'bulk', prepared: 800, total: 1_000 } as const
  expect(paceOf(part(bulk))).toEqual({ rowsPerSecond: 80, secondsLeft: 3 })
  expect(paceOf(part({ ...bulk, read: 100 }))).toEqual({ rowsPerSecond: 10, secondsLeft: 90 })
})

test('what earlier rounds of the run have read says nothing of this one', () => {
  const second = { read: 1_050, readBefore: 1_000, total: 100 }
  expect(paceOf(part(second))).toEqual({ rowsPerSecond: 5, secondsLeft: 10 })
  expect(paceOf(part({ ...second, read: 1_000 }))).toEqual(none)
})
