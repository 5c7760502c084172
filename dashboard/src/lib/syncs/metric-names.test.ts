import { expect, test } from 'vitest'
import { describeProof } from './metric-names.ts'

test('how far the figures agree is said in a sentence', () => {
  const said = (comparedDays: number, differingDays: number): string =>
    describeProof({ comparedDays, differingDays }, String)
  expect(said(0, 0)).toBe('None of the last 30 days has been compared yet.')
  expect(said(1, 0)).toMatch(/^The one day .* agrees/)
  expect(said(29, 0)).toMatch(/^All 29 days .* agree in every figure/)
  expect(said(29, 2)).toMatch(/^27 of 29 days .* agree in every figure/)
  expect(said(2, 1)).toMatch(/^1 of 2 days .* agrees in every figure/)
})
