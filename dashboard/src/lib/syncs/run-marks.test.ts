import type { Run } from '@tidemark/api/contract'
import { expect, test } from 'vitest'
import { lengthTicks, toMarks } from './run-marks.ts'

const run = (startedAt: string, finishedAt: string | null): Run =>
  ({ startedAt, finishedAt }) as Run

test('runs stand oldest first, and one under way lasts until now', () => {
  const runs = [
    run('2026-11-22T12:00:00Z', null),
    run('2026-11-22T11:00:00Z', '2026-11-22T11:00:30Z'),
  ]
  const marks = toMarks(runs, Date.parse('2026-11-22T12:02:00Z'))
  expect(marks.map(({ run: { startedAt }, seconds }) => [startedAt, seconds])).toEqual([
    ['2026-11-22T11:00:00Z', 30],
    ['2026-11-22T12:00:00Z', 120],
  ])
})

test('a clock that is behind makes no run shorter than nothing', () => {
  const [mark] = toMarks([run('2026-11-22T12:00:00Z', null)], Date.parse('2026-11-22T11:59:50Z'))
  expect(mark?.seconds).toBe(0)
})

test('lengths are marked at round times', () => {
  expect(lengthTicks(0.4)).toEqual([0, 1])
  expect(lengthTicks(9)).toEqual([0, 2, 10])
  expect(lengthTicks(75)).toEqual([0, 30, 120])
  expect(lengthTicks(5_000)).toEqual([0, 1_800, 7_200])
  expect(lengthTicks(200_000)).toEqual([0, 86_400, 259_200])
})
