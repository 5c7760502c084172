import { expect, test } from 'vitest'
import { addDays, countDays, previousRange, yearBefore } from './days.ts'

test('days are counted over leap years and daylight-saving changes alike', () => {
  expect(countDays('2024-02-28', '2024-03-01')).toBe(3)
  expect(countDays('2026-03-28', '2026-03-30')).toBe(3)
  expect(countDays('2026-11-01', '2026-11-01')).toBe(1)
  expect(countDays('0001-01-01', '9999-12-31')).toBe(3_652_059)
})

test('the period before has the same number of days and ends the day before', () => {
  expect(previousRange({ from: '2026-11-01', to: '2026-11-30' })).toEqual({
    from: '2026-10-02',
    to: '2026-10-31',
  })
  expect(previousRange({ from: '2024-03-01', to: '2024-03-01' })).toEqual({
    from: '2024-02-29',
    to: '2024-02-29',
  })
})

test('there is no period before where the calendar begins', () => {
  expect(previousRange({ from: '0001-01-01', to: '9999-12-31' })).toBeUndefined()
  expect(addDays('9999-12-31', 1)).toBeUndefined()
})

test('a year earlier are the same days of the calendar', () => {
  expect(yearBefore({ from: '2026-11-01', to: '2026-11-30' })).toEqual({
    from: '2025-11-01',
    to: '2025-11-30',
  })
  expect(yearBefore({ from: '2024-02-29', to: '2024-02-29' })).toEqual({
    from: '2023-02-28',
    to: '2023-02-28',
  })
  expect(yearBefore({ from: '2025-02-01', to: '2025-02-28' })).toEqual({
    from: '2024-02-01',
    to: '2024-02-28',
  })
  expect(yearBefore({ from: '0001-01-01', to: '2026-01-01' })).toBeUndefined()
})
