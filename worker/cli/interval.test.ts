import { expect, it } from 'vitest'
import { toSeconds } from './interval.ts'

it('reads seconds, minutes, hours and days', () => {
  expect(['90s', '30m', '1h', '31d'].map((text) => toSeconds(text))).toEqual([
    90, 1_800, 3_600, 2_678_400,
  ])
})

it('says by the option’s name what it takes', () => {
  for (const text of ['', '30', '59s', '0m', '32d', '1.5h', '-5m', '5 m', '5M']) {
    expect(() => toSeconds(text, '--every')).toThrow(/^--every takes a time such as 15m/)
  }
})
