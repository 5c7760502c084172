import { expect, test } from 'vitest'
import { toJsonText } from './json-text.ts'

test('a scalar is written as JSON, with slashes escaped as Ruby does', () => {
  expect(toJsonText('gid://shopify/Order/1')).toBe(String.raw`"gid:\/\/shopify\/Order\/1"`)
  for (const value of ['', 'a', 'Größe 茶', 'a "b"', 'a\\b', 'a\nb/c', '🍵', '\ud800', 1.5, true]) {
    expect(JSON.parse(toJsonText(value))).toBe(value)
    expect(toJsonText(value).replaceAll(String.raw`\/`, '/')).toBe(JSON.stringify(value))
  }
  expect(toJsonText(null)).toBe('null')
  expect(toJsonText({ a: 'b/c' })).toBe(String.raw`{"a":"b\/c"}`)
})
