import { describe, expect, test } from 'vitest'
import { pickLocale } from './locale.ts'

describe('locale', () => {
  test('takes the most wanted language', () => {
    expect(pickLocale('en;q=0.5, de-DE, fr;q=0.9')).toBe('de-DE')
  })

  test('passes over what it cannot read or the reader refuses', () => {
    expect(pickLocale('not_a_tag, de;q=0, fr-CH;q=0.3')).toBe('fr-CH')
  })

  test('falls back to English', () => {
    expect(pickLocale(null)).toBe('en')
    expect(pickLocale('*')).toBe('en')
  })
})
