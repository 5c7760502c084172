import { describe, expect, test } from 'vitest'
import type { EntityCoverage } from '@tidemark/api/contract'
import { describeComparison, describeSpan, isWhole } from './coverage.ts'

const words = {
  day: (instant: string) => `day ${instant}`,
  ago: (instant: string) => `at ${instant}`,
}
const whole: EntityCoverage = {
  entity: 'orders',
  completeFrom: null,
  completeTo: 'T2',
  comparedAt: 'T1',
  gaps: [],
}

describe('the coverage of an entity', () => {
  test('says from when to when it is complete', () => {
    expect(describeSpan(whole, words)).toBe('Complete from the shop’s beginning until at T2.')
    expect(describeSpan({ ...whole, completeFrom: 'T0' }, words)).toBe(
      'Complete from day T0 until at T2.',
    )
  })

  test('promises nothing that was never read to the end', () => {
    const unread = { ...whole, completeTo: null }
    expect(describeSpan(unread, words)).toBe('Not read to the end yet.')
    expect(isWhole(unread)).toBe(false)
  })

  test('says when deletions were last looked for', () => {
    expect(describeComparison(whole, words)).toBe('Compared with Shopify’s own list at T1.')
    expect(describeComparison({ comparedAt: null }, words)).toBe(
      'Not compared with Shopify’s own list yet.',
    )
  })

  test('is whole only without gaps', () => {
    const gap = {
      code: 'rejected',
      field: null,
      count: 2,
      sentence: '2 rows were set aside.',
      action: null,
    } as const
    expect(isWhole(whole)).toBe(true)
    expect(isWhole({ ...whole, gaps: [gap] })).toBe(false)
  })
})
