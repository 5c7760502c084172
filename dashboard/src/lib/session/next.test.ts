import { describe, expect, test } from 'vitest'
import { readNext, signInPath } from './next.ts'

const next = (value: string): string => readNext(new URLSearchParams({ next: value }))

describe('the way back after signing in', () => {
  test('keeps the page with its range', () => {
    const path = signInPath(new URL('http://x/?range=all&interval=week'))
    expect(path).toBe('/login?next=%2F%3Frange%3Dall%26interval%3Dweek')
    expect(readNext(new URL(path, 'http://x').searchParams)).toBe('/?range=all&interval=week')
    expect(signInPath(new URL('http://x/'))).toBe('/login')
    const section = signInPath(new URL('http://x/settings#names'))
    expect(readNext(new URL(section, 'http://x').searchParams)).toBe('/settings#names')
  })

  test('never leads away from the dashboard', () => {
    for (const elsewhere of [
      'https://evil.example/',
      '//evil.example/',
      '/\\evil.example/',
      '/%09/evil.example',
      '/.//evil.example',
      'javascript:alert(1)',
      'account',
      '',
    ]) {
      expect(next(elsewhere), elsewhere).toMatch(/^\/(?![/\\])/)
    }
    expect(next('//evil.example/')).toBe('/')
    expect(next('/.//evil.example')).toBe('/')
  })

  test('does not go in circles', () => {
    expect(next('/login?next=/login')).toBe('/')
    expect(next('/api/logout')).toBe('/')
  })
})
