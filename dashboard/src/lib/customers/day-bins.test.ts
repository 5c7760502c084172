import { expect, test } from 'vitest'
import { describeDays, toDayBins } from './day-bins.ts'

const cut = (histogram: { days: number; orders: number }[]) =>
  toDayBins(histogram).map(({ fromDays, toDays, orders }) => [fromDays, toDays, orders])

test('few days stay days, and those without an order have a band of nothing', () => {
  expect(
    cut([
      { days: 0, orders: 4 },
      { days: 2, orders: 1 },
    ]),
  ).toEqual([
    [0, 0, 4],
    [1, 1, 0],
    [2, 2, 1],
  ])
})

test('longer waits are cut into weeks, and every order is in one of them', () => {
  const bins = cut([
    { days: 6, orders: 2 },
    { days: 7, orders: 3 },
    { days: 13, orders: 1 },
    { days: 80, orders: 5 },
  ])
  expect(bins.slice(0, 2)).toEqual([
    [0, 6, 2],
    [7, 13, 4],
  ])
  expect(bins.at(-1)).toEqual([77, 83, 5])
})

test('a wait of many years makes no more than sixty-one bands', () => {
  expect(cut([{ days: 7_000, orders: 1 }]).length).toBeLessThanOrEqual(61)
})

test('a band is said in words', () => {
  expect(describeDays({ fromDays: 0, toDays: 0 })).toBe('the same day')
  expect(describeDays({ fromDays: 1, toDays: 1 })).toBe('1 day')
  expect(describeDays({ fromDays: 7, toDays: 13 })).toBe('7 to 13 days')
})
